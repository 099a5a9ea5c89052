"""What the fields of the API are called in Chinese, for its description and the page that shows it: a dictionary in
two volumes by the alphabet, beside the ledger's own words. A field has one name wherever it stands."""

from backend.api_titles import a_to_l, m_to_z
from backend.projects.field_labels import LABELS, MONEY

PLAIN = {name: label for name, label in LABELS.items() if name not in MONEY}
TITLES = PLAIN | {f"{name}_wan": LABELS[name] for name in MONEY} | a_to_l.TITLES | m_to_z.TITLES
