import { createInterface } from 'node:readline';

for await (const line of createInterface({ input: process.stdin })) {
  const { id, segments } = JSON.parse(line);
  const counts = {};
  for (const { lang } of segments) counts[lang] = (counts[lang] ?? 0) + 1;
  console.log(id, JSON.stringify(counts));
}
