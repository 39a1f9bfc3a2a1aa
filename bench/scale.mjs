// What one and a hundred million articles take, from parts that were measured and assumptions that are named. A simulation, no run.
//   node bench/scale.mjs
// The tables are in docs/scale.md; a test holds that they are what this prints.

/** Measured one by one on two processors of an AMD EPYC, in November 2026; none of them at a hundred million articles. */
const MEASURED = {
  /** Milliseconds of a processor for an article of 4 kB, one thread, two targets. */
  articleMs: 4.8,
  /** So many times that where workers hand articles over. */
  handingOver: 4 / 3,
  /** Jobs that one worker takes a second from a queue on PostgreSQL, with 20 at once. */
  jobsPerSecond: 700,
  /** Units that go into a memory a second, in batches (the embedded one; PostgreSQL was not measured at this size). */
  unitsPerSecond: 13_000,
  /** Bytes of a unit in the memory, with its index (the embedded one). */
  unitBytes: 504,
  /** Bytes on disk of an article of 4 kB in two languages: two outputs and the ledger, in blocks of 4 kB. */
  outputBytes: 67_000,
  /** Bytes of the process that submits and collects, for each article it knows. */
  knownBytes: 1_800,
};

/** Assumed; put in your own. */
const ASSUMED = {
  characters: 4_000,
  units: 40,
  articlesPerJob: 25,
  /** Share of the units that stood in an earlier article. */
  repeated: 0.1,
  pricePerMillionCharacters: 20,
  processorsPerWorker: 2,
  /** Characters a second that the service takes from all workers together: 10 requests of 5,000. */
  serviceCharacters: 50_000,
};

const MINUTE = 60;

/** Minute by minute: what holds the pace down, how long it takes, and what has grown by then. */
export function simulate(articles, workers, { serviceCharacters = ASSUMED.serviceCharacters } = {}) {
  const { articleMs, handingOver, jobsPerSecond, unitsPerSecond, unitBytes, outputBytes, knownBytes } = MEASURED;
  const { characters, units, articlesPerJob, repeated, processorsPerWorker, pricePerMillionCharacters } = ASSUMED;
  let done = 0;
  let hours = 0;
  let paid = 0;
  let stored = 0;
  const bounds = new Map();
  while (done < articles) {
    // Nothing is known at first; what repeats is met again as more is known.
    const known = repeated * Math.min(1, done / Math.min(articles, 10_000));
    const fresh = 1 - known;
    const rates = {
      'the processors of the workers': (workers * processorsPerWorker * 1000) / (articleMs * handingOver),
      'the service': serviceCharacters / (characters * fresh),
      'the queue': jobsPerSecond * articlesPerJob,
      'the memory': unitsPerSecond / (units * fresh),
    };
    const [[bound, rate]] = Object.entries(rates).sort(([, a], [, b]) => a - b);
    const now = Math.min(articles - done, rate * MINUTE);
    bounds.set(bound, (bounds.get(bound) ?? 0) + now);
    hours += now / rate / 3_600;
    done += now;
    paid += now * characters * fresh;
    stored += now * units * fresh;
  }
  const [[bound]] = [...bounds].sort(([, a], [, b]) => b - a);
  return {
    hours,
    bound,
    cost: (paid / 1e6) * pricePerMillionCharacters,
    memoryBytes: stored * unitBytes,
    outputBytes: articles * outputBytes,
    collectBytes: articles * knownBytes,
  };
}

const rounded = (value) => Number(value.toPrecision(2)).toLocaleString('en-US');
const size = (bytes) => (bytes >= 1e12 ? `${rounded(bytes / 1e12)} TB` : `${rounded(bytes / 1e9)} GB`);
const time = (hours) => (hours >= 72 ? `${rounded(hours / 24)} days` : `${rounded(hours)} h`);

/** The table of docs/scale.md. */
export function table() {
  const lines = [
    '| articles | workers | the service takes, characters/s | time | held down by | paid | memory grows by | outputs | process that collects |',
    '|---:|---:|---:|---:|---|---:|---:|---:|---:|',
  ];
  for (const articles of [1e6, 1e8])
    for (const [workers, serviceCharacters] of [[1, 50_000], [4, 50_000], [4, 5_000_000], [32, 5_000_000]]) {
      const { hours, bound, cost, memoryBytes, outputBytes, collectBytes } = simulate(articles, workers, { serviceCharacters });
      lines.push(
        `| ${articles / 1e6} million | ${workers} | ${serviceCharacters.toLocaleString('en-US')} | ${time(hours)} | ${bound} | ${rounded(cost)} USD | ${size(memoryBytes)} | ${size(outputBytes)} | ${size(collectBytes)} |`,
      );
    }
  return lines.join('\n');
}

if (process.argv[1]?.endsWith('scale.mjs')) console.log(table());
