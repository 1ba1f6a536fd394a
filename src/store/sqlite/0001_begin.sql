-- Times are milliseconds since 1970. Where every bit of a number matters (masses, likelihoods,
-- transitions), JSON holds the 64 bits of the double as 16 hexadecimal digits.

CREATE TABLE meta (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Template and bank texts by the BLAKE3 hash of their bytes.
CREATE TABLE sources (
    hash BLOB PRIMARY KEY CHECK (length(hash) = 32),
    text TEXT NOT NULL
) STRICT;

CREATE TABLE learners (
    id       TEXT PRIMARY KEY,
    since_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE administrations (
    id                BLOB PRIMARY KEY CHECK (length(id) = 16),
    learner TEXT NOT NULL REFERENCES learners (id),
    bank TEXT NOT NULL,
    competency TEXT NOT NULL,
    template          TEXT NOT NULL,
    source            BLOB NOT NULL REFERENCES sources (hash),
    fingerprint       BLOB NOT NULL CHECK (length(fingerprint) = 32),
    stratum           INTEGER NOT NULL CHECK (stratum >= 0),
    counter           INTEGER NOT NULL CHECK (counter >= 0),
    epoch             INTEGER NOT NULL CHECK (epoch >= 0),
    identity          BLOB NOT NULL CHECK (length(identity) = 16),
    seen_before       INTEGER NOT NULL CHECK (seen_before IN (0, 1)),
    generator_version INTEGER NOT NULL,
    pinned            TEXT NOT NULL,
    parameters        TEXT NOT NULL,
    rationale         TEXT NOT NULL,
    seed              INTEGER NOT NULL,
    shown_ms          INTEGER NOT NULL,
    state             TEXT NOT NULL CHECK (state IN ('open', 'answered', 'skipped', 'revealed')),
    closed_ms         INTEGER,
    CHECK ((state = 'open') = (closed_ms IS NULL))
) STRICT;

CREATE UNIQUE INDEX one_open_administration
    ON administrations (learner, bank, competency) WHERE state = 'open';
-- Also finds what a learner has met: in a competency, of a template.
CREATE UNIQUE INDEX one_administration_per_draw
    ON administrations (learner, bank, competency, template, fingerprint, stratum, counter);

CREATE TABLE hints (
    administration BLOB NOT NULL REFERENCES administrations (id),
    number         INTEGER NOT NULL CHECK (number >= 1),
    at_ms          INTEGER NOT NULL,
    PRIMARY KEY (administration, number)
) STRICT, WITHOUT ROWID;

-- The primary key is the idempotency key.
CREATE TABLE responses (
    administration BLOB NOT NULL REFERENCES administrations (id),
    part           TEXT NOT NULL,
    attempt        INTEGER NOT NULL CHECK (attempt >= 1),
    raw            TEXT NOT NULL,
    marking        TEXT NOT NULL,
    decision       TEXT NOT NULL,
    at_ms          INTEGER NOT NULL,
    PRIMARY KEY (administration, part, attempt)
) STRICT, WITHOUT ROWID;

CREATE TABLE interventions (
    seq        INTEGER PRIMARY KEY AUTOINCREMENT,
    learner    TEXT NOT NULL REFERENCES learners (id),
    bank       TEXT NOT NULL,
    competency TEXT NOT NULL,
    decision   TEXT NOT NULL,
    at_ms      INTEGER NOT NULL
) STRICT;

CREATE TABLE evidence (
    seq            INTEGER PRIMARY KEY AUTOINCREMENT,
    learner        TEXT NOT NULL REFERENCES learners (id),
    bank           TEXT NOT NULL,
    competency     TEXT NOT NULL,
    opportunity    INTEGER NOT NULL CHECK (opportunity >= 1),
    administration BLOB NOT NULL REFERENCES administrations (id),
    correct        INTEGER NOT NULL CHECK (correct IN (0, 1)),
    help           INTEGER NOT NULL CHECK (help >= 0),
    counts         INTEGER NOT NULL CHECK (counts IN (0, 1)),
    prior          TEXT,
    applied        TEXT NOT NULL,
    at_ms          INTEGER NOT NULL,
    CHECK ((opportunity = 1) = (prior IS NOT NULL)),
    UNIQUE (learner, bank, competency, opportunity),
    UNIQUE (administration, competency)
) STRICT;

-- What the log leads to, kept to be read at once; a new version replaces exactly the one before.
CREATE TABLE beliefs (
    learner    TEXT NOT NULL REFERENCES learners (id),
    bank       TEXT NOT NULL,
    competency TEXT NOT NULL,
    version    INTEGER NOT NULL CHECK (version >= 1),
    state      TEXT NOT NULL,
    PRIMARY KEY (learner, bank, competency)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER sources_stay BEFORE UPDATE ON sources
    BEGIN SELECT RAISE(ABORT, 'sources are never changed'); END;
CREATE TRIGGER sources_are_kept BEFORE DELETE ON sources
    BEGIN SELECT RAISE(ABORT, 'sources are never deleted'); END;
CREATE TRIGGER hints_stay BEFORE UPDATE ON hints
    BEGIN SELECT RAISE(ABORT, 'hints are append-only'); END;
CREATE TRIGGER hints_are_kept BEFORE DELETE ON hints
    BEGIN SELECT RAISE(ABORT, 'hints are append-only'); END;
CREATE TRIGGER responses_stay BEFORE UPDATE ON responses
    BEGIN SELECT RAISE(ABORT, 'responses are append-only'); END;
CREATE TRIGGER responses_are_kept BEFORE DELETE ON responses
    BEGIN SELECT RAISE(ABORT, 'responses are append-only'); END;
CREATE TRIGGER interventions_stay BEFORE UPDATE ON interventions
    BEGIN SELECT RAISE(ABORT, 'interventions are append-only'); END;
CREATE TRIGGER interventions_are_kept BEFORE DELETE ON interventions
    BEGIN SELECT RAISE(ABORT, 'interventions are append-only'); END;
CREATE TRIGGER evidence_stays BEFORE UPDATE ON evidence
    BEGIN SELECT RAISE(ABORT, 'evidence is append-only'); END;
CREATE TRIGGER evidence_is_kept BEFORE DELETE ON evidence
    BEGIN SELECT RAISE(ABORT, 'evidence is append-only'); END;
-- Of an administration only its end may be written, once.
CREATE TRIGGER administrations_stay BEFORE UPDATE ON administrations
    WHEN OLD.state <> 'open' OR NEW.state = 'open'
      OR (OLD.id, OLD.learner, OLD.bank, OLD.competency, OLD.template, OLD.source, OLD.fingerprint,
          OLD.stratum, OLD.counter, OLD.epoch, OLD.identity, OLD.seen_before, OLD.generator_version,
          OLD.pinned, OLD.parameters, OLD.rationale, OLD.seed, OLD.shown_ms)
      IS NOT (NEW.id, NEW.learner, NEW.bank, NEW.competency, NEW.template, NEW.source, NEW.fingerprint,
          NEW.stratum, NEW.counter, NEW.epoch, NEW.identity, NEW.seen_before, NEW.generator_version,
          NEW.pinned, NEW.parameters, NEW.rationale, NEW.seed, NEW.shown_ms)
    BEGIN SELECT RAISE(ABORT, 'administrations are append-only'); END;
CREATE TRIGGER administrations_are_kept BEFORE DELETE ON administrations
    BEGIN SELECT RAISE(ABORT, 'administrations are append-only'); END;

PRAGMA application_id = 0x72746b65;
PRAGMA user_version = 1;
