// A step of the build: of the declarations, those that the package's entrances lead to: file by file, and in a file
// statement by statement. The others describe nothing a user can import, and were half of what types weigh.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const [TYPES, DIST] = [join(ROOT, 'dist-types'), join(ROOT, 'dist')];
const { exports } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

const namesOf = (statement) =>
  ts.isVariableStatement(statement)
    ? statement.declarationList.declarations.map(({ name }) => name.text)
    : statement.name !== undefined && ts.isIdentifier(statement.name)
      ? [statement.name.text]
      : [];

/** A file of declarations: its statements by the names they declare, and what its names are elsewhere. */
function readTypes(path) {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const types = { path, source, local: new Map(), imported: new Map(), passed: new Map(), whole: [], kept: new Set(), used: new Set() };
  for (const statement of source.statements) {
    const from = statement.moduleSpecifier?.text;
    if (ts.isImportDeclaration(statement)) {
      const { name, namedBindings } = statement.importClause ?? {};
      if (name !== undefined) types.imported.set(name.text, [from, 'default']);
      if (namedBindings === undefined) continue;
      if (ts.isNamespaceImport(namedBindings)) types.imported.set(namedBindings.name.text, [from]);
      else for (const each of namedBindings.elements) types.imported.set(each.name.text, [from, (each.propertyName ?? each.name).text]);
    } else if (ts.isExportDeclaration(statement)) {
      if (statement.exportClause === undefined) types.whole.push(from);
      else if (ts.isNamespaceExport(statement.exportClause)) types.passed.set(statement.exportClause.name.text, [from]);
      else for (const each of statement.exportClause.elements) types.passed.set(each.name.text, [from, (each.propertyName ?? each.name).text]);
    } else {
      const names = namesOf(statement);
      // What declares no name of its own (`export default`, `declare global`) is kept with its file.
      if (names.length === 0) types.kept.add(statement);
      for (const name of names) types.local.set(name, [...(types.local.get(name) ?? []), statement]);
    }
  }
  return types;
}

const files = new Map();
function typesOf(path) {
  let types = files.get(path);
  if (types === undefined) {
    files.set(path, (types = readTypes(path)));
    for (const statement of types.kept) follow(types, statement);
  }
  return types;
}
const done = new Set();

/** What a module's name is, or all of its names where none is given, is kept. */
function reach(path, name) {
  if (done.has(`${path}\n${name}`)) return;
  done.add(`${path}\n${name}`);
  const types = typesOf(path);
  if (name === undefined) for (const each of [...types.local.keys(), ...types.passed.keys()]) reach(path, each);
  for (const statement of types.local.get(name) ?? []) {
    types.kept.add(statement);
    follow(types, statement);
  }
  const passed = types.passed.get(name);
  if (passed !== undefined) {
    const [from, original] = passed;
    if (from !== undefined) elsewhere(types, from, original);
    else own(types, original);
  }
  // A star may hold the name: whoever has it keeps it.
  for (const from of types.whole) elsewhere(types, from, name);
}
function elsewhere(types, from, name) {
  if (from.startsWith('.')) reach(resolve(dirname(types.path), from.replace(/\.js$/, '.d.ts')), name);
}
/** A name as a file uses it: its own, or imported. */
function own(types, name) {
  if (types.local.has(name)) reach(types.path, name);
  const imported = types.imported.get(name);
  if (imported === undefined) return;
  types.used.add(name);
  elsewhere(types, ...imported);
}
function follow(types, node) {
  if (ts.isIdentifier(node)) own(types, node.text);
  if (ts.isImportTypeNode(node)) {
    let first = node.qualifier;
    while (first !== undefined && ts.isQualifiedName(first)) first = first.left;
    elsewhere(types, node.argument.literal.text, first?.text);
  }
  ts.forEachChild(node, (child) => follow(types, child));
}

/** An import or an export with the names that are used of it. */
function shortened(types, statement) {
  const clause = ts.isImportDeclaration(statement) ? statement.importClause?.namedBindings : statement.exportClause;
  if (statement.importClause?.name !== undefined || clause === undefined || clause.elements === undefined) {
    const name = statement.importClause?.name ?? clause?.name;
    return ts.isExportDeclaration(statement) || name === undefined || types.used.has(name.text) ? statement.getText() : '';
  }
  const kept = clause.elements.filter(({ name }) =>
    ts.isImportDeclaration(statement) ? types.used.has(name.text) : done.has(`${types.path}\n${name.text}`),
  );
  if (kept.length === 0) return '';
  const from = statement.moduleSpecifier === undefined ? '' : ` from '${statement.moduleSpecifier.text}'`;
  const verb = /^\w+(?: type)?/.exec(statement.getText())[0];
  return `${verb} { ${kept.map((each) => each.getText()).join(', ')} }${from};`;
}
function textOf(types) {
  const parts = types.source.statements.map((statement) => {
    if (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)) return shortened(types, statement);
    return types.kept.has(statement) ? statement.getFullText().trim() : '';
  });
  const text = parts.filter((part) => part !== '').join('\n');
  // A file without an import or export is no module.
  return /^(?:import|export)\b/m.test(text) ? `${text}\n` : `${text}\nexport {};\n`;
}

for (const { types } of Object.values(exports).filter((entrance) => entrance.types !== undefined))
  reach(resolve(TYPES, relative('dist', types)), undefined);

for (const name of readdirSync(DIST, { recursive: true }))
  if (name.endsWith('.d.ts') && !files.has(join(TYPES, name))) rmSync(join(DIST, name));
for (const types of files.values()) {
  const target = join(DIST, relative(TYPES, types.path));
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, textOf(types));
}
