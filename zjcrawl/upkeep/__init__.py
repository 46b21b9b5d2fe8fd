"""What keeps an archive right over the years: held against its captures, read again from them, rebuilt, taken out of.

``verification`` holds rows against records.  ``reparsing`` reads articles again, and ``overlooked`` pages that were
taken for none; both do it by ``rereading``, on all cores, of which ``rereads`` is what each process does.
``rebuilding`` makes a database from captures alone, and ``removal`` takes an article out.
"""
