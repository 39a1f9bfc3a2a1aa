/** Softmax: logits to shares of one. */
export function shares(logits: Float64Array): Float64Array {
  let most = -Infinity;
  for (const value of logits) if (value > most) most = value;
  const result = new Float64Array(logits.length);
  let total = 0;
  for (let at = 0; at < logits.length; at++) {
    const weight = Math.exp((logits[at] ?? 0) - most);
    result[at] = weight;
    total += weight;
  }
  for (let at = 0; at < result.length; at++) result[at] = (result[at] ?? 0) / total;
  return result;
}
