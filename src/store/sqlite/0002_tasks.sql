-- Several parts, steps and languages; tasks that people mark. Foreign keys are off while this runs,
-- and checked before it counts: https://www.sqlite.org/lang_altertable.html#otheralter

-- A language of NULL is the bank's own. A task is `assigned`, then `submitted`, then `marked`.
CREATE TABLE administrations_2 (
    id                BLOB PRIMARY KEY CHECK (length(id) = 16),
    learner           TEXT NOT NULL REFERENCES learners (id),
    bank              TEXT NOT NULL,
    competency        TEXT NOT NULL,
    template          TEXT NOT NULL,
    source            BLOB NOT NULL REFERENCES sources (hash),
    fingerprint       BLOB NOT NULL CHECK (length(fingerprint) = 32),
    stratum           INTEGER NOT NULL CHECK (stratum >= 0),
    counter           INTEGER NOT NULL CHECK (counter >= 0),
    epoch             INTEGER NOT NULL CHECK (epoch >= 0),
    identity          BLOB NOT NULL CHECK (length(identity) = 16),
    seen_before       INTEGER NOT NULL CHECK (seen_before IN (0, 1)),
    generator_version INTEGER NOT NULL,
    language          TEXT,
    pinned            TEXT NOT NULL,
    parameters        TEXT NOT NULL,
    rationale         TEXT NOT NULL,
    seed              INTEGER NOT NULL,
    shown_ms          INTEGER NOT NULL,
    state             TEXT NOT NULL CHECK (state IN
        ('open', 'answered', 'skipped', 'revealed', 'assigned', 'submitted', 'marked')),
    closed_ms         INTEGER,
    CHECK ((state IN ('open', 'assigned')) = (closed_ms IS NULL))
) STRICT;

INSERT INTO administrations_2
    SELECT id, learner, bank, competency, template, source, fingerprint, stratum, counter, epoch,
           identity, seen_before, generator_version, NULL, pinned, parameters, rationale, seed,
           shown_ms, state, closed_ms
    FROM administrations;
DROP TABLE administrations;
ALTER TABLE administrations_2 RENAME TO administrations;

CREATE UNIQUE INDEX one_open_administration
    ON administrations (learner, bank, competency) WHERE state = 'open';
CREATE UNIQUE INDEX one_task_under_way
    ON administrations (learner, bank, template) WHERE state IN ('assigned', 'submitted');
-- Also finds what a learner has met: in a competency, of a template.
CREATE UNIQUE INDEX one_administration_per_draw
    ON administrations (learner, bank, competency, template, fingerprint, stratum, counter);
CREATE INDEX tasks_handed_in
    ON administrations (closed_ms) WHERE state IN ('submitted', 'marked');

-- Of an administration only its end may be written, once; of a task that it was handed in, and
-- that it was marked.
CREATE TRIGGER administrations_stay BEFORE UPDATE ON administrations
    WHEN (OLD.state, NEW.state) NOT IN (VALUES
          ('open', 'answered'), ('open', 'skipped'), ('open', 'revealed'),
          ('assigned', 'skipped'), ('assigned', 'submitted'), ('submitted', 'marked'))
      OR (OLD.id, OLD.learner, OLD.bank, OLD.competency, OLD.template, OLD.source, OLD.fingerprint,
          OLD.stratum, OLD.counter, OLD.epoch, OLD.identity, OLD.seen_before, OLD.generator_version,
          OLD.language, OLD.pinned, OLD.parameters, OLD.rationale, OLD.seed, OLD.shown_ms)
      IS NOT (NEW.id, NEW.learner, NEW.bank, NEW.competency, NEW.template, NEW.source, NEW.fingerprint,
          NEW.stratum, NEW.counter, NEW.epoch, NEW.identity, NEW.seen_before, NEW.generator_version,
          NEW.language, NEW.pinned, NEW.parameters, NEW.rationale, NEW.seed, NEW.shown_ms)
    BEGIN SELECT RAISE(ABORT, 'administrations are append-only'); END;
CREATE TRIGGER administrations_are_kept BEFORE DELETE ON administrations
    BEGIN SELECT RAISE(ABORT, 'administrations are append-only'); END;

-- The parts whose steps a learner opened.
CREATE TABLE steps (
    administration BLOB NOT NULL REFERENCES administrations (id),
    part           TEXT NOT NULL,
    at_ms          INTEGER NOT NULL,
    PRIMARY KEY (administration, part)
) STRICT, WITHOUT ROWID;

-- Evidence of before has no credit: all where it was correct, else none.
ALTER TABLE evidence ADD COLUMN credit REAL CHECK (credit BETWEEN 0 AND 1);

-- A mark that was changed later takes the place of the one before, and the belief is computed anew.
CREATE TABLE revisions (
    evidence INTEGER NOT NULL REFERENCES evidence (seq),
    number   INTEGER NOT NULL CHECK (number >= 1),
    correct  INTEGER NOT NULL CHECK (correct IN (0, 1)),
    credit   REAL CHECK (credit BETWEEN 0 AND 1),
    applied  TEXT NOT NULL,
    at_ms    INTEGER NOT NULL,
    PRIMARY KEY (evidence, number)
) STRICT, WITHOUT ROWID;

CREATE VIEW evidence_in_force AS
    SELECT e.seq, e.learner, e.bank, e.competency, e.opportunity, e.administration, e.help,
           e.counts, e.prior, e.at_ms,
           coalesce(r.correct, e.correct) AS correct,
           coalesce(r.credit, e.credit, CAST(e.correct AS REAL)) AS credit,
           coalesce(r.applied, e.applied) AS applied,
           coalesce(r.number, 0) AS revision
    FROM evidence e
    LEFT JOIN revisions r ON r.evidence = e.seq
        AND r.number = (SELECT max(number) FROM revisions WHERE evidence = e.seq);

-- What learners hand in, by the BLAKE3 hash of its bytes.
CREATE TABLE files (
    hash  BLOB PRIMARY KEY CHECK (length(hash) = 32),
    bytes BLOB NOT NULL
) STRICT;

CREATE TABLE submissions (
    administration BLOB NOT NULL REFERENCES administrations (id),
    number         INTEGER NOT NULL CHECK (number >= 1),
    text           TEXT NOT NULL,
    at_ms          INTEGER NOT NULL,
    PRIMARY KEY (administration, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE submitted_files (
    administration BLOB NOT NULL,
    submission     INTEGER NOT NULL,
    place          INTEGER NOT NULL CHECK (place >= 1),
    hash           BLOB NOT NULL REFERENCES files (hash),
    name           TEXT NOT NULL,
    media_type     TEXT NOT NULL,
    bytes          INTEGER NOT NULL CHECK (bytes >= 0),
    PRIMARY KEY (administration, submission, place),
    FOREIGN KEY (administration, submission) REFERENCES submissions (administration, number)
) STRICT, WITHOUT ROWID;

-- A work is marked by its learner, by another learner it was given to, and by a teacher, whose
-- marks alone are evidence. The latest of a marker counts.
CREATE TABLE marks (
    seq            INTEGER PRIMARY KEY AUTOINCREMENT,
    administration BLOB NOT NULL,
    submission     INTEGER NOT NULL,
    role           TEXT NOT NULL CHECK (role IN ('self', 'peer', 'teacher')),
    marker         TEXT NOT NULL,
    levels         TEXT NOT NULL,
    comment        TEXT NOT NULL,
    at_ms          INTEGER NOT NULL,
    FOREIGN KEY (administration, submission) REFERENCES submissions (administration, number)
) STRICT;
CREATE INDEX marks_of_a_work ON marks (administration, seq);

CREATE TABLE peers (
    administration BLOB NOT NULL REFERENCES administrations (id),
    learner        TEXT NOT NULL REFERENCES learners (id),
    given_by       TEXT NOT NULL,
    at_ms          INTEGER NOT NULL,
    PRIMARY KEY (administration, learner)
) STRICT, WITHOUT ROWID;
CREATE INDEX works_for_a_peer ON peers (learner);

CREATE TABLE staff (
    name     TEXT PRIMARY KEY,
    since_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Only hashes are kept: whoever reads the database cannot sign in with what stands in it.
CREATE TABLE staff_codes (
    hash    BLOB PRIMARY KEY CHECK (length(hash) = 32),
    staff   TEXT NOT NULL REFERENCES staff (name),
    made_ms INTEGER NOT NULL,
    used_ms INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE staff_sessions (
    hash     BLOB PRIMARY KEY CHECK (length(hash) = 32),
    staff    TEXT NOT NULL REFERENCES staff (name),
    since_ms INTEGER NOT NULL,
    ended_ms INTEGER
) STRICT, WITHOUT ROWID;

CREATE TRIGGER steps_stay BEFORE UPDATE ON steps
    BEGIN SELECT RAISE(ABORT, 'steps are append-only'); END;
CREATE TRIGGER steps_are_kept BEFORE DELETE ON steps
    BEGIN SELECT RAISE(ABORT, 'steps are append-only'); END;
CREATE TRIGGER revisions_stay BEFORE UPDATE ON revisions
    BEGIN SELECT RAISE(ABORT, 'revisions are append-only'); END;
CREATE TRIGGER revisions_are_kept BEFORE DELETE ON revisions
    BEGIN SELECT RAISE(ABORT, 'revisions are append-only'); END;
CREATE TRIGGER files_stay BEFORE UPDATE ON files
    BEGIN SELECT RAISE(ABORT, 'files are never changed'); END;
CREATE TRIGGER files_are_kept BEFORE DELETE ON files
    BEGIN SELECT RAISE(ABORT, 'files are never deleted'); END;
CREATE TRIGGER submissions_stay BEFORE UPDATE ON submissions
    BEGIN SELECT RAISE(ABORT, 'submissions are append-only'); END;
CREATE TRIGGER submissions_are_kept BEFORE DELETE ON submissions
    BEGIN SELECT RAISE(ABORT, 'submissions are append-only'); END;
CREATE TRIGGER submitted_files_stay BEFORE UPDATE ON submitted_files
    BEGIN SELECT RAISE(ABORT, 'submissions are append-only'); END;
CREATE TRIGGER submitted_files_are_kept BEFORE DELETE ON submitted_files
    BEGIN SELECT RAISE(ABORT, 'submissions are append-only'); END;
CREATE TRIGGER marks_stay BEFORE UPDATE ON marks
    BEGIN SELECT RAISE(ABORT, 'marks are append-only'); END;
CREATE TRIGGER marks_are_kept BEFORE DELETE ON marks
    BEGIN SELECT RAISE(ABORT, 'marks are append-only'); END;

PRAGMA user_version = 2;
