"""Environment variables that are read outside a configuration class, and what each is for."""

OTHER_VARIABLES = {
    "DATABASE_URL": "A PostgreSQL server (15 or newer) to use; without it a private one runs below SANJHA_HOME.",
    "SANJHA_AUDIT_KEY": "The file with the Ed25519 key that signs the days of the audit trail; else one is made in SANJHA_HOME.",
    "SANJHA_HOSTS": "Names under which the pages may be asked for, with commas between.",
    "SANJHA_PROFILE": "`govstack` puts GovStack's APIs at the root, open to this machine; set by `sanjha serve --profile`.",
    "SANJHA_SECRET_KEY": "The secret that signs cookies; else one is made in SANJHA_HOME.",
    "SANJHA_SERVICES": "The services whose pages this process serves, with commas between; set by `sanjha serve --services`.",
    "SANJHA_MAIL_FROM": "The sender's address on letters that go by e-mail.",
    "SANJHA_SMTP": "The mail server for letters, smtp://[user:password@]host[:port] or smtps://; without it none goes by e-mail.",
    "SANJHA_PORT": "The port of the pages, for `sanjha serve` without --port.",
    "SANJHA_TEST_DATABASE": "The database of a test run; set by the run itself.",
    "SANJHA_TEST_HOME": "The home of the tests' own store; else the folder `test` in SANJHA_HOME.",
    "SANJHA_TRACEBACK": "Set to anything, a failing command shows where it failed.",
    "AWS_ALLOW_HTTP": "`true` lets SANJHA_BLOBS name a store without TLS, for tests. The other AWS_* variables are as usual.",
    "PROMETHEUS_MULTIPROC_DIR": "A folder in which the processes of this installation add up their figures.",
}
