-- Finding out where on the whole map a learner stands, before or beside practice.

-- `map` is the map it is made on, as it was when it began; `result` what it came to, JSON both.
CREATE TABLE placements (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    learner  TEXT NOT NULL REFERENCES learners (id),
    bank     TEXT NOT NULL,
    map      TEXT NOT NULL,
    begun_ms INTEGER NOT NULL,
    result   TEXT,
    ended_ms INTEGER,
    CHECK ((result IS NULL) = (ended_ms IS NULL))
) STRICT;

CREATE UNIQUE INDEX one_placement_under_way
    ON placements (learner, bank) WHERE ended_ms IS NULL;
CREATE INDEX placements_of_a_learner ON placements (learner, bank, id);

-- A question of a placement is an administration beside practice: NULL is practice.
ALTER TABLE administrations ADD COLUMN placement INTEGER REFERENCES placements (id);

DROP INDEX one_open_administration;
CREATE UNIQUE INDEX one_open_administration
    ON administrations (learner, bank, competency) WHERE state = 'open' AND placement IS NULL;
CREATE UNIQUE INDEX one_open_question
    ON administrations (placement) WHERE state = 'open' AND placement IS NOT NULL;

DROP TRIGGER administrations_stay;
CREATE TRIGGER administrations_stay BEFORE UPDATE ON administrations
    WHEN (OLD.state, NEW.state) NOT IN (VALUES
          ('open', 'answered'), ('open', 'skipped'), ('open', 'revealed'),
          ('assigned', 'skipped'), ('assigned', 'submitted'), ('submitted', 'marked'))
      OR (OLD.id, OLD.learner, OLD.bank, OLD.competency, OLD.template, OLD.source, OLD.fingerprint,
          OLD.stratum, OLD.counter, OLD.epoch, OLD.identity, OLD.seen_before, OLD.generator_version,
          OLD.language, OLD.pinned, OLD.parameters, OLD.rationale, OLD.seed, OLD.shown_ms,
          OLD.placement)
      IS NOT (NEW.id, NEW.learner, NEW.bank, NEW.competency, NEW.template, NEW.source, NEW.fingerprint,
          NEW.stratum, NEW.counter, NEW.epoch, NEW.identity, NEW.seen_before, NEW.generator_version,
          NEW.language, NEW.pinned, NEW.parameters, NEW.rationale, NEW.seed, NEW.shown_ms,
          NEW.placement)
    BEGIN SELECT RAISE(ABORT, 'administrations are append-only'); END;

-- What the answers of a placement say, in the order they were given: how likely each is in both
-- states, as it was applied.
CREATE TABLE placement_answers (
    placement      INTEGER NOT NULL REFERENCES placements (id),
    number         INTEGER NOT NULL CHECK (number >= 1),
    administration BLOB NOT NULL UNIQUE REFERENCES administrations (id),
    outcome        TEXT NOT NULL CHECK (outcome IN ('right', 'partly', 'wrong', 'unknown')),
    applied        TEXT NOT NULL,
    at_ms          INTEGER NOT NULL,
    PRIMARY KEY (placement, number)
) STRICT, WITHOUT ROWID;

-- Of a placement only its end may be written, once.
CREATE TRIGGER placements_stay BEFORE UPDATE ON placements
    WHEN OLD.ended_ms IS NOT NULL OR NEW.ended_ms IS NULL
      OR (OLD.id, OLD.learner, OLD.bank, OLD.map, OLD.begun_ms)
      IS NOT (NEW.id, NEW.learner, NEW.bank, NEW.map, NEW.begun_ms)
    BEGIN SELECT RAISE(ABORT, 'placements are append-only'); END;
CREATE TRIGGER placements_are_kept BEFORE DELETE ON placements
    BEGIN SELECT RAISE(ABORT, 'placements are append-only'); END;
CREATE TRIGGER placement_answers_stay BEFORE UPDATE ON placement_answers
    BEGIN SELECT RAISE(ABORT, 'placement answers are append-only'); END;
CREATE TRIGGER placement_answers_are_kept BEFORE DELETE ON placement_answers
    BEGIN SELECT RAISE(ABORT, 'placement answers are append-only'); END;

PRAGMA user_version = 3;
