"""The life of a brief: 草稿 → 核稿 → 签发 → 更正. Who did what when is a row; what was issued never changes."""
