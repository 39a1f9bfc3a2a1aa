// npm run mutate:spot -- <seed> [count]: one-line changes in pure code, chosen by chance, each put to the tests of its room.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Rooms of pure code, and the tests asked: none takes a build. */
const ROOMS = {
  segment: ['tests/segment', 'tests/syntax', 'tests/detect/seeds'],
  detect: ['tests/detect/detect.', 'tests/detect/seeds', 'tests/detect/roles', 'tests/detect/candidates', 'tests/detect/context', 'tests/library'],
  language: ['tests/detect/cascade', 'tests/detect/texts', 'tests/detect/candidates', 'tests/detect/conformance', 'tests/detect/detect.'],
  syntax: ['tests/syntax', 'tests/segment/segment', 'tests/write/front-matter', 'tests/read/site-syntax'],
  write: ['tests/write'],
  translate: ['tests/translate'],
  check: ['tests/check'],
  config: ['tests/config', 'tests/providers/documented', 'tests/providers/own-provider', 'tests/library'],
  disk: ['tests/memory/faults', 'tests/run/lock', 'tests/library/own-adapters', 'tests/security'],
  model: ['tests/model', 'tests/errors'],
  exchange: ['tests/memory'],
  read: ['tests/read'],
  evaluate: ['tests/evaluate', 'tests/detect/evaluation', 'tests/detect/eval-command'],
};
const OPERATORS = {
  '<': '<=', '<=': '<', '>': '>=', '>=': '>', '===': '!==', '!==': '===', '&&': '||', '||': '&&', '+': '-', '-': '+', '*': '+', '/': '*', '%': '*',
};

const [seed = '1', count = '43'] = process.argv.slice(2);
let state = Number(seed) * 2654435761 >>> 0;
/** mulberry32 */
const random = () => {
  state = (state + 0x6d2b79f5) >>> 0;
  let t = Math.imul(state ^ (state >>> 15), state | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};

const copy = mkdtempSync(join(tmpdir(), 'tovmach-spot-'));
execFileSync('git', ['worktree', 'add', '-q', '--detach', copy, 'HEAD'], { cwd: ROOT });
symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
let noticed = 0;
const left = [];
try {
  const rooms = Object.keys(ROOMS);
  for (let index = 0; index < Number(count); index++) {
    const room = rooms[index % rooms.length];
    const sites = changesIn(join(copy, 'src', room));
    const { file, start, end, by, what } = sites[Math.floor(random() * sites.length)];
    const text = readFileSync(file, 'utf8');
    const line = text.slice(0, start).split('\n').length;
    writeFileSync(file, text.slice(0, start) + by + text.slice(end));
    const run = spawnSync(
      'npx',
      ['vitest', 'run', '--config', 'config/vitest.config.ts', '--bail', '1', ...ROOMS[room]],
      { cwd: copy, encoding: 'utf8', timeout: 240_000 },
    );
    writeFileSync(file, text);
    const said = `${file.slice(copy.length + 1)}:${line} ${what}: ${text.slice(start, end).replace(/\s+/g, ' ').slice(0, 90)} -> ${by.replace(/\s+/g, ' ').slice(0, 60)}`;
    if (run.status !== 0) noticed += 1;
    else left.push(said);
    console.log(`${run.status !== 0 ? 'noticed' : 'NOT    '} ${said}`);
  }
} finally {
  execFileSync('git', ['worktree', 'remove', '--force', copy], { cwd: ROOT });
}
console.log(`seed ${seed}: ${noticed} of ${count} noticed`);

function changesIn(folder) {
  const sites = [];
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.ts') || /(^|[\\/])data[\\/]/.test(name)) continue;
    const file = join(folder, name);
    const tree = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
    const add = (node, by, what) => sites.push({ file, start: node.getStart(), end: node.getEnd(), by, what });
    const visit = (node) => {
      if (ts.isTypeNode(node) || ts.isImportDeclaration(node)) return;
      if (ts.isBinaryExpression(node)) {
        const by = OPERATORS[node.operatorToken.getText()];
        if (by !== undefined) add(node.operatorToken, by, 'operator');
      }
      if (ts.isIfStatement(node) && node.elseStatement === undefined) add(node, ';', 'branch dropped');
      if (ts.isNumericLiteral(node)) add(node, String(Number(node.text) + 1), 'constant');
      if (ts.isConditionalExpression(node)) {
        const { condition, whenTrue, whenFalse } = node;
        add(node, `${condition.getText()} ? ${whenFalse.getText()} : ${whenTrue.getText()}`, 'choice turned round');
      }
      if (ts.isCallExpression(node) && node.arguments.length === 2) {
        const [one, other] = node.arguments;
        if (ts.isIdentifier(one) && ts.isIdentifier(other))
          add(node, `${node.expression.getText()}(${other.getText()}, ${one.getText()})`, 'arguments swapped');
      }
      ts.forEachChild(node, visit);
    };
    visit(tree);
  }
  return sites;
}
