import type { NewEntry } from '../../model/memory-entry.js';
import type { TranslationStore } from '../translation-store.js';
import { createSharedAnswers } from './answers.js';
import { createSharedBatches } from './batches.js';
import { connectServer, type Server } from './connection.js';
import { insertUnits } from './insert.js';
import { createLookup } from './lookup.js';
import { takeTurn } from './pace.js';
import { migrateDatabase } from './schema.js';
import { recordShared, reserveShared, spendByMonthShared, spentShared } from './spend.js';
import {
  forgetShared,
  lastReviewedShared,
  markShared,
  pruneShared,
  reviewedSinceShared,
  searchShared,
  setMarkShared,
  statsShared,
} from './upkeep.js';

/** How a memory on PostgreSQL is opened. */
export interface OpenPostgresOptions {
  /** The clock for dates of entries and of spending; default the system's. Claims go by that of the server. */
  readonly now?: () => Date;
}

/**
 * Opens a translation memory on PostgreSQL, and makes its tables (schema `tovmach`) where there are none: for workers on
 * many machines. A server that is restarted meanwhile is waited for. Needs the library `pg`.
 * @param url `postgres://user@host:5432/database`
 * @throws TovmachError MISSING_DEPENDENCY, STORE
 */
export async function openPostgresMemory(
  url: string,
  { now = () => new Date() }: OpenPostgresOptions = {},
): Promise<TranslationStore> {
  const server = await connectServer(url);
  try {
    await migrateDatabase(server);
  } catch (error) {
    await server.close();
    throw error;
  }
  return storeOf(server, now);
}

function storeOf(server: Server, now: () => Date): TranslationStore {
  const { findAll, fuzzy } = createLookup(server);
  const add = (entries: readonly NewEntry[]): Promise<number> => insertUnits(server, entries, now());
  const answers = createSharedAnswers(server, now);
  return {
    path: server.address,
    answers,
    batches: createSharedBatches(server, now),
    find: async (query, identities) => (await findAll([query], identities))[0],
    findAll,
    fuzzy,
    put: async (entries) => void (await add(entries)),
    add,
    forget: (entry) => forgetShared(server, entry),
    search: (text, options) => searchShared(server, text, options),
    stats: () => statsShared(server),
    prune: (filter) => pruneShared(server, filter),
    reviewedSince: (moment, limit) => reviewedSinceShared(server, moment, limit),
    lastReviewed: () => lastReviewedShared(server),
    mark: (name) => markShared(server, name),
    setMark: (name, value) => setMarkShared(server, name, value),
    recordSpend: (spend) => recordShared(server, spend, now()),
    reserveSpend: (spend, limit) => reserveShared(server, spend, limit, now()),
    takeTurn: (service, seconds) => takeTurn(server, service, seconds),
    spentSince: (filter) => spentShared(server, filter),
    spendByMonth: () => spendByMonthShared(server),
    async close() {
      await answers.close();
      await server.close();
    },
  };
}
