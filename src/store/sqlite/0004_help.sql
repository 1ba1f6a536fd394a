-- Help beyond a problem, and what teachers say of a learner.

-- `intervention` of NULL is a person: `asked` for, and `came`. `shift` is what it did to the belief,
-- `opportunity` how much evidence there was before it.
CREATE TABLE helps (
    seq          INTEGER PRIMARY KEY AUTOINCREMENT,
    learner      TEXT NOT NULL REFERENCES learners (id),
    bank         TEXT NOT NULL,
    competency   TEXT NOT NULL,
    step         TEXT NOT NULL CHECK (step IN ('taken', 'declined', 'asked', 'came')),
    intervention TEXT,
    opportunity  INTEGER NOT NULL CHECK (opportunity >= 0),
    shift        TEXT,
    staff        TEXT REFERENCES staff (name),
    note         TEXT NOT NULL,
    at_ms        INTEGER NOT NULL,
    CHECK ((step IN ('taken', 'declined')) = (intervention IS NOT NULL)),
    CHECK ((step = 'came') = (staff IS NOT NULL)),
    CHECK ((step IN ('taken', 'came')) = (shift IS NOT NULL))
) STRICT;
CREATE INDEX helps_of_a_place ON helps (learner, bank, competency, seq);
CREATE INDEX helps_by_people ON helps (bank, at_ms) WHERE step IN ('asked', 'came');

-- A teacher's word on whether somebody is proficient, with the reason.
CREATE TABLE declarations (
    seq        INTEGER PRIMARY KEY AUTOINCREMENT,
    learner    TEXT NOT NULL REFERENCES learners (id),
    bank       TEXT NOT NULL,
    competency TEXT NOT NULL,
    proficient INTEGER NOT NULL CHECK (proficient IN (0, 1)),
    reason     TEXT NOT NULL CHECK (length(reason) > 0),
    staff      TEXT NOT NULL REFERENCES staff (name),
    at_ms      INTEGER NOT NULL
) STRICT;
CREATE INDEX declarations_of_a_place ON declarations (learner, bank, competency, seq);

CREATE TRIGGER helps_stay BEFORE UPDATE ON helps
    BEGIN SELECT RAISE(ABORT, 'helps are append-only'); END;
CREATE TRIGGER helps_are_kept BEFORE DELETE ON helps
    BEGIN SELECT RAISE(ABORT, 'helps are append-only'); END;
CREATE TRIGGER declarations_stay BEFORE UPDATE ON declarations
    BEGIN SELECT RAISE(ABORT, 'declarations are append-only'); END;
CREATE TRIGGER declarations_are_kept BEFORE DELETE ON declarations
    BEGIN SELECT RAISE(ABORT, 'declarations are append-only'); END;

PRAGMA user_version = 4;
