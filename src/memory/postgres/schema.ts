import { TovmachError } from '../../errors.js';
import { messages } from '../../message.js';
import type { Server } from './connection.js';

const say = messages('memory', {
  newerDatabase:
    'The memory {{address}} was written by a newer tovmach (schema {{version}}, this one knows {{known}})',
  updateHere: 'Update tovmach on this machine; workers of one queue have one version.',
});

/** One step for each schema version; a published step never changes. */
const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE tovmach.unit (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- Text, place and author of an entry: another one of the same takes its place.
    place text NOT NULL UNIQUE,
    source text NOT NULL,
    target text NOT NULL,
    hash bigint NOT NULL,
    general_hash bigint,
    before_hash bigint,
    after_hash bigint,
    role text,
    kind text NOT NULL CHECK (kind IN ('human', 'memory', 'provider')),
    detail text NOT NULL,
    identity text NOT NULL,
    state text NOT NULL CHECK (state IN ('machine', 'reviewed')),
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    stored_at bigint NOT NULL,
    source_text text NOT NULL,
    target_text text NOT NULL,
    notes text
  );
  CREATE INDEX unit_hash ON tovmach.unit (hash);
  CREATE INDEX unit_general ON tovmach.unit (general_hash) WHERE general_hash IS NOT NULL;
  CREATE INDEX unit_trusted ON tovmach.unit (stored_at) WHERE state = 'reviewed';
  CREATE TABLE tovmach.word (
    word integer NOT NULL,
    unit bigint NOT NULL REFERENCES tovmach.unit (id) ON DELETE CASCADE,
    PRIMARY KEY (word, unit)
  );
  CREATE INDEX word_unit ON tovmach.word (unit);
  CREATE TABLE tovmach.mark (name text PRIMARY KEY, value bigint NOT NULL);
  CREATE TABLE tovmach.answer (key text PRIMARY KEY, answer text NOT NULL, kept_at timestamptz NOT NULL DEFAULT now());
  CREATE TABLE tovmach.claim (key text PRIMARY KEY, claimant text NOT NULL, until timestamptz NOT NULL);
  CREATE INDEX claim_claimant ON tovmach.claim (claimant);
  CREATE TABLE tovmach.spend (
    provider text NOT NULL,
    run text NOT NULL,
    day text NOT NULL,
    currency text NOT NULL,
    requests bigint NOT NULL,
    characters bigint NOT NULL,
    cost double precision NOT NULL,
    PRIMARY KEY (provider, run, day, currency)
  );
  -- What was recorded already: a record that is sent once more, because the connection broke, counts once.
  CREATE TABLE tovmach.recorded (id uuid PRIMARY KEY, at timestamptz NOT NULL DEFAULT now());
  `,
  // What services answer later, and the texts that wait for it: `batches.ts`.
  `
  CREATE TABLE tovmach.batch (
    id text PRIMARY KEY,
    provider text NOT NULL,
    stage text NOT NULL CHECK (stage IN ('gathering', 'sending', 'waiting', 'over')),
    name text NOT NULL,
    process text NOT NULL,
    created_at bigint NOT NULL
  );
  CREATE TABLE tovmach.batch_request (
    batch text NOT NULL,
    id text NOT NULL,
    stage text NOT NULL CHECK (stage IN ('open', 'answered', 'failed')),
    asked text NOT NULL,
    texts integer NOT NULL,
    characters bigint NOT NULL,
    cost double precision NOT NULL,
    currency text NOT NULL,
    day text NOT NULL,
    reason text NOT NULL,
    PRIMARY KEY (batch, id)
  );
  CREATE TABLE tovmach.pending (
    key text PRIMARY KEY,
    batch text NOT NULL,
    request text NOT NULL,
    at integer NOT NULL,
    stage text NOT NULL CHECK (stage IN ('waiting', 'apart'))
  );
  CREATE INDEX pending_request ON tovmach.pending (batch, request);
  `,
  // When a service may be asked next by whoever shares this memory: `pace.ts`.
  `
  CREATE TABLE tovmach.pace (service text PRIMARY KEY, next timestamptz NOT NULL);
  `,
  // A unit knows the words it is found by: no second index over them, and no look at the unit for every word that is written.
  `
  ALTER TABLE tovmach.unit ADD COLUMN words integer[] NOT NULL DEFAULT '{}';
  UPDATE tovmach.unit SET words = found.words
    FROM (SELECT unit, array_agg(word) AS words FROM tovmach.word GROUP BY unit) AS found
    WHERE found.unit = unit.id;
  ALTER TABLE tovmach.word DROP CONSTRAINT word_unit_fkey;
  DROP INDEX tovmach.word_unit;
  `,
];

const SCHEMA_VERSION = MIGRATIONS.length;
/** Who holds it changes the schema: the bytes `tvmh`. */
const LOCK = 0x74766d68;

/**
 * Brings a database to the current schema, several processes at once included.
 * @throws TovmachError STORE when it belongs to a newer tovmach, or the user may not make a schema in it
 */
export async function migrateDatabase(server: Server): Promise<void> {
  await server.transaction(async (sql) => {
    await sql.all('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    const [found] = await sql.all("SELECT to_regclass('tovmach.version')::text AS name");
    if (found?.name === null) {
      await sql.all('CREATE SCHEMA IF NOT EXISTS tovmach');
      await sql.all('CREATE TABLE tovmach.version (version integer NOT NULL)');
      await sql.all('INSERT INTO tovmach.version (version) VALUES (0)');
    }
    const [row] = await sql.all('SELECT version FROM tovmach.version');
    const version = Number(row?.version ?? 0);
    if (version > SCHEMA_VERSION)
      throw new TovmachError(
        'STORE',
        say.newerDatabase({ address: server.address, version, known: SCHEMA_VERSION }),
        { hint: say.updateHere() },
      );
    if (version === SCHEMA_VERSION) return;
    for (const step of MIGRATIONS.slice(version)) await sql.all(step);
    await sql.all('UPDATE tovmach.version SET version = $1', [SCHEMA_VERSION]);
  });
}
