"""Looking after a store: moving it, saving it, examining it. What people do now and then, beside the service that serves.

bundle.py       one revision as it travels: a line of JSON, verified by its digests
albums.py       books of aliases, which travel along
keeper.py       every revision of a store, out and in
dump.py         a whole store as a file of such lines
copying.py      from one store into another
examination.py  what is wrong with a store
backup.py       the embedded store's file, copied while it is written
inspection.py   what a database must tell for all this; sqlite.py and mongo.py tell it
"""
