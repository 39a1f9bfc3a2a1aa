// Loaded before tovmach (node --import): lets the n-th change of a file below a folder fail, as a disk would.
// FAIL_AT: which operation, from 1; 0 counts only. FAIL_CODE: the error. FAIL_BELOW: the folder. FAIL_COUNT: where the
// operations are listed, one a line.
import fs from 'node:fs';
import promises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';

const at = Number(process.env.FAIL_AT ?? 0);
const code = process.env.FAIL_CODE ?? 'ENOSPC';
const below = process.env.FAIL_BELOW ?? '/nowhere';
const listed = process.env.FAIL_COUNT;
const append = fs.appendFileSync.bind(fs);
const names = new Map();
let operations = 0;

const isBelow = (path) => typeof path === 'string' && path.startsWith(below);
// What SQLite keeps is written natively and cannot fail from here.
const isCounted = (path) => isBelow(path) && path !== listed && !/\.db(?:-\w+)?$/.test(path);

/** Counts an operation; the error for the one that is to fail. */
function next(operation, path) {
  operations += 1;
  if (listed !== undefined) append(listed, `${operation} ${path}\n`);
  if (operations !== at) return undefined;
  return Object.assign(new Error(`${code}: made to fail, ${operation} '${path}'`), { code, syscall: operation, path });
}

const writes = (flags) => (typeof flags === 'string' ? /[wa+]/.test(flags) : ((flags ?? 0) & 3) !== 0);

function patch(target, name, around) {
  const original = target[name];
  target[name] = around(original);
}

// By path: synchronous, with a callback, and promised.
for (const [name, operation] of [
  ['rename', 'rename'],
  ['unlink', 'unlink'],
  ['rm', 'unlink'],
  ['mkdir', 'mkdir'],
  ['rmdir', 'unlink'],
  ['link', 'link'],
  ['writeFile', 'write'],
  ['appendFile', 'write'],
  ['utimes', 'touch'],
]) {
  const pathOf = (args) => (operation === 'rename' || operation === 'link' ? args[1] : args[0]);
  patch(fs, `${name}Sync`, (original) => (...args) => {
    const path = typeof args[0] === 'number' ? names.get(args[0]) : pathOf(args);
    const error = isCounted(path) ? next(operation, path) : undefined;
    if (error !== undefined) throw error;
    return original.apply(fs, args);
  });
  patch(promises, name, (original) => async (...args) => {
    const error = isCounted(pathOf(args)) ? next(operation, pathOf(args)) : undefined;
    if (error !== undefined) throw error;
    return original.apply(promises, args);
  });
  patch(fs, name, (original) => (...args) => {
    const error = isCounted(pathOf(args)) ? next(operation, pathOf(args)) : undefined;
    if (error !== undefined) return void process.nextTick(args.at(-1), error);
    return original.apply(fs, args);
  });
}

patch(fs, 'openSync', (original) => (path, flags, ...rest) => {
  const error = isCounted(path) && writes(flags) ? next('open', path) : undefined;
  if (error !== undefined) throw error;
  const descriptor = original.call(fs, path, flags, ...rest);
  names.set(descriptor, path);
  return descriptor;
});
patch(fs, 'open', (original) => (path, flags, ...rest) => {
  const callback = rest.at(-1);
  const error = isCounted(path) && writes(flags) ? next('open', path) : undefined;
  if (error !== undefined) return void process.nextTick(callback, error);
  return original.call(fs, path, flags, ...rest.slice(0, -1), (failed, descriptor) => {
    if (descriptor !== undefined) names.set(descriptor, path);
    callback(failed, descriptor);
  });
});

// By descriptor.
for (const [name, operation] of [
  ['write', 'write'],
  ['fsync', 'flush'],
  ['fdatasync', 'flush'],
]) {
  patch(fs, `${name}Sync`, (original) => (descriptor, ...rest) => {
    const path = names.get(descriptor);
    const error = isCounted(path) ? next(operation, path) : undefined;
    if (error !== undefined) throw error;
    return original.call(fs, descriptor, ...rest);
  });
  patch(fs, name, (original) => (descriptor, ...rest) => {
    const path = names.get(descriptor);
    const error = isCounted(path) ? next(operation, path) : undefined;
    if (error !== undefined) return void process.nextTick(rest.at(-1), error);
    return original.call(fs, descriptor, ...rest);
  });
}

// Handles of promises.
const probe = await promises.open(process.execPath, 'r');
const handles = Object.getPrototypeOf(probe);
await probe.close();
const opened = new WeakMap();
patch(promises, 'open', (original) => async (path, flags, ...rest) => {
  const error = isCounted(path) && writes(flags) ? next('open', path) : undefined;
  if (error !== undefined) throw error;
  const handle = await original.call(promises, path, flags, ...rest);
  opened.set(handle, path);
  return handle;
});
for (const [name, operation] of [
  ['write', 'write'],
  ['writeFile', 'write'],
  ['appendFile', 'write'],
  ['sync', 'flush'],
  ['datasync', 'flush'],
]) {
  patch(handles, name, (original) =>
    async function (...args) {
      const path = opened.get(this);
      const error = isCounted(path) ? next(operation, path) : undefined;
      if (error !== undefined) throw error;
      return original.apply(this, args);
    },
  );
}

syncBuiltinESMExports();
