import { TovmachError } from '../errors.js';
import { asPath, messages } from '../message.js';
import type { Database } from './database.js';

const say = messages('memory', {
  noMemory: '{{file}} is not a tovmach memory',
  otherPath: 'Give another path for the memory; this file was left as it is.',
  newer: 'The memory {{file}} was written by a newer tovmach (schema {{version}}, this one knows {{known}})',
  update: 'Update tovmach, or give another path for the memory.',
});

/** Marks an SQLite file as a tovmach memory (`PRAGMA application_id`): the bytes `tvmh`. */
export const APPLICATION_ID = 0x74766d68;

/** One step for each schema version; a published step never changes. */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE pair (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    target TEXT NOT NULL,
    UNIQUE (source, target)
  );
  CREATE TABLE origin (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('human', 'memory', 'provider')),
    detail TEXT NOT NULL,
    identity TEXT NOT NULL,
    UNIQUE (kind, detail, identity)
  );
  CREATE TABLE entry (
    id INTEGER PRIMARY KEY,
    pair_id INTEGER NOT NULL REFERENCES pair (id),
    origin_id INTEGER NOT NULL REFERENCES origin (id),
    hash INTEGER NOT NULL,
    general_hash INTEGER,
    before_hash INTEGER,
    after_hash INTEGER,
    role TEXT,
    state TEXT NOT NULL CHECK (state IN ('machine', 'reviewed')),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    source_text TEXT NOT NULL,
    target_text TEXT NOT NULL
  );
  CREATE INDEX entry_hash ON entry (hash);
  CREATE INDEX entry_general ON entry (general_hash) WHERE general_hash IS NOT NULL;
  CREATE VIRTUAL TABLE word USING fts5 (
    words, content = '', contentless_delete = 1, detail = none, tokenize = "ascii tokenchars '_'"
  );
  CREATE TABLE spend (
    provider TEXT NOT NULL,
    run TEXT NOT NULL,
    day TEXT NOT NULL,
    currency TEXT NOT NULL,
    requests INTEGER NOT NULL,
    characters INTEGER NOT NULL,
    cost REAL NOT NULL,
    PRIMARY KEY (provider, run, day, currency)
  ) WITHOUT ROWID;
  `,
  `
  CREATE TABLE mark (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
  CREATE INDEX entry_trusted ON entry (updated_at) WHERE state = 'reviewed';
  `,
  `
  ALTER TABLE entry ADD COLUMN stored_at INTEGER NOT NULL DEFAULT 0;
  UPDATE entry SET stored_at = updated_at;
  DROP INDEX entry_trusted;
  CREATE INDEX entry_trusted ON entry (stored_at) WHERE state = 'reviewed';
  `,
  // What was stored before gets its words when somebody first searches: `text-index.ts`.
  `
  CREATE VIRTUAL TABLE found USING fts5 (
    words, content = '', contentless_delete = 1, detail = none, tokenize = "ascii"
  );
  CREATE TABLE spelling (id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE);
  CREATE VIRTUAL TABLE spelling_part USING fts5 (
    word, content = '', contentless_delete = 1, detail = none, tokenize = "trigram case_sensitive 1"
  );
  INSERT INTO mark (name, value) SELECT 'text-index-behind', max(id) FROM entry HAVING max(id) IS NOT NULL;
  `,
  // What the checks said of a machine translation: JSON, `[{"check":"numbers","severity":"major"}]`.
  `
  ALTER TABLE entry ADD COLUMN notes TEXT;
  `,
  // What services answered and nobody has looked at yet, and which run is asking for what: `answers.ts`.
  `
  CREATE TABLE answer (key TEXT PRIMARY KEY, answer TEXT NOT NULL, kept_at INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE claimant (id TEXT PRIMARY KEY, process TEXT NOT NULL, until INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE claim (key TEXT PRIMARY KEY, claimant TEXT NOT NULL) WITHOUT ROWID;
  CREATE INDEX claim_claimant ON claim (claimant);
  `,
  // What services answer later, and the texts that wait for it: `batches.ts`.
  `
  CREATE TABLE batch (
    id TEXT PRIMARY KEY,
    provider TEXT NOT NULL,
    stage TEXT NOT NULL CHECK (stage IN ('gathering', 'sending', 'waiting', 'over')),
    name TEXT NOT NULL,
    process TEXT NOT NULL,
    created_at INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE batch_request (
    batch TEXT NOT NULL,
    id TEXT NOT NULL,
    stage TEXT NOT NULL CHECK (stage IN ('open', 'answered', 'failed')),
    asked TEXT NOT NULL,
    texts INTEGER NOT NULL,
    characters INTEGER NOT NULL,
    cost REAL NOT NULL,
    currency TEXT NOT NULL,
    day TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (batch, id)
  ) WITHOUT ROWID;
  CREATE TABLE pending (
    key TEXT PRIMARY KEY,
    batch TEXT NOT NULL,
    request TEXT NOT NULL,
    at INTEGER NOT NULL,
    stage TEXT NOT NULL CHECK (stage IN ('waiting', 'apart'))
  ) WITHOUT ROWID;
  CREATE INDEX pending_request ON pending (batch, request);
  `,
];

const SCHEMA_VERSION = MIGRATIONS.length;

/**
 * Brings a database to the current schema, several processes at once included.
 * @throws TovmachError STORE when the file belongs to another program or to a newer tovmach
 */
export function migrate(database: Database): void {
  if (versionOf(database) === SCHEMA_VERSION) return;
  database.write(() => {
    for (let version = versionOf(database); version < SCHEMA_VERSION; version++) {
      database.exec(MIGRATIONS[version] ?? '');
      database.exec(`PRAGMA user_version = ${version + 1}; PRAGMA application_id = ${APPLICATION_ID}`);
    }
  });
}

/** Whether a database has nothing in it, not even a schema. */
export function isEmpty(database: Database): boolean {
  return pragma(database, 'user_version') === 0 && tablesIn(database) === 0;
}

function tablesIn(database: Database): number {
  return Number(database.prepare('SELECT count(*) AS tables FROM sqlite_master').get()?.tables ?? 0);
}

function versionOf(database: Database): number {
  const version = pragma(database, 'user_version');
  const application = pragma(database, 'application_id');
  if (application !== APPLICATION_ID && (application !== 0 || version !== 0 || tablesIn(database) > 0)) {
    throw new TovmachError('STORE', say.noMemory({ file: asPath(database.path) }), {
      hint: say.otherPath(),
      file: database.path,
    });
  }
  if (version > SCHEMA_VERSION) {
    throw new TovmachError(
      'STORE',
      say.newer({ file: asPath(database.path), version, known: SCHEMA_VERSION }),
      { hint: say.update(), file: database.path },
    );
  }
  return version;
}

function pragma(database: Database, name: string): number {
  return Number(database.prepare(`PRAGMA ${name}`).get()?.[name] ?? 0);
}
