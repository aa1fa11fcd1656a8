"""Alerts: rules that are data, judged on every published version, and what people do about what they find.

``rules``       what is watched, and what is wrong with a rule that cannot be
``courses``     the numbers a rule looks at, as arrays of periods by areas
``judging``     one outcome per period and area; pure arithmetic
``machine``     from outcome to outcome: normal, pending, alerting, recovering; pure
``running``     judges every rule of a version and keeps what changed, a batch a transaction
``inbox``       what stands, for pages, walls and digests
``handling``    acknowledged, assigned, snoozed, resolved: signed by who did it
``outbox``      what is to be sent, once; ``sending`` sends it
"""
