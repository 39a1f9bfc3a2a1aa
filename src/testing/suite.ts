/** What all suites are made of: named cases that any test runner can run. */

/** One thing an adapter promises, as a test. */
export interface ConformanceCase {
  /** What is promised, in a few words; unique in its suite. */
  readonly name: string;
  /** Rejects when the promise is broken, with an `AssertionError` of `node:assert` or what the adapter threw. */
  run(): Promise<void>;
}

/** `describe` and `it` of vitest, of `node:test`, or of anything alike. */
export interface TestRunner {
  /** Groups tests under a title. */
  describe(title: string, body: () => void): unknown;
  /** Declares one test; it fails when the promise is rejected. */
  it(name: string, body: () => Promise<void>): unknown;
}

/** Declares every case of a suite as a test. */
export function declareCases(
  title: string,
  cases: readonly ConformanceCase[],
  { describe, it }: TestRunner,
): void {
  describe(title, () => {
    for (const { name, run } of cases) it(name, () => run());
  });
}

/** Rejects when a suite finds nothing wrong with what is broken. */
export async function mustNotice(fault: string, tried: () => Promise<unknown> | unknown): Promise<void> {
  try {
    await tried();
  } catch {
    return;
  }
  throw new Error(`the suite does not notice an adapter that ${fault}`);
}

/** The case of this name. */
export function named<Case extends { readonly promise: string }>(
  cases: readonly Case[],
  promise: string,
): Case {
  const found = cases.find((each) => each.promise === promise);
  if (found === undefined) throw new Error(`no promise "${promise}"`);
  return found;
}

/** Fails instead of hanging; far above anything that works. */
export async function within<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('not promptly')), 3000);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
