/**
 * Asks for many keys at once that were asked for one by one: those of one turn of the event loop go in one question, each
 * once. Articles under way at the same time so share the way to the server.
 */
export function gathering<Key, Value>(
  load: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>,
): (key: Key) => Promise<Value | undefined> {
  let waiting: Set<Key> | undefined;
  let answers: Promise<ReadonlyMap<Key, Value>> | undefined;
  return async (key) => {
    if (waiting === undefined || answers === undefined) {
      const keys = new Set<Key>();
      waiting = keys;
      answers = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
        waiting = undefined;
        return load([...keys]);
      });
    }
    waiting.add(key);
    return (await answers).get(key);
  };
}
