"""Entries of an outbox that are made up, one in each state that there is."""

ENTRY = """([state, why]) => outbox.put({id: state, account: outbox.account, title: '演示工地第48周', root: '/projects/none',
  week: '2026-W48', fields: [['invested_wan', '620'], ['site_progress', '聚合釜8台就位']], photos: [], state, why, tries: 2,
  next: Date.now() + 1e9, at: Date.now(), receipt: state === 'sent' ? {receipt: '48-0174', said: '11月24日 10:32', photos: []} : null,
  standing: {by: '王磊', said: '11月24日 9:05', invested_wan: '600.00', site_progress: '聚合釜7台就位', version: 1}})"""
STATES = {
    "draft": "",
    "queued": "",
    "sending": "",
    "sent": "",
    "returned": "只填数字，不要带单位",
    "conflict": "这一周已经报过",
    "locked": "",
}
