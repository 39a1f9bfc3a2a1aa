import { TovmachError } from '../errors.js';
import { asPath, messages } from '../message.js';

const say = messages('models', {
  noRoom: 'no room for models at {{folder}} ({{reason}})',
  notWritten: 'cannot write {{folder}} ({{reason}})',
  makeRoom: 'Make room, or set TOVMACH_MODELS_DIR to a folder on another disk.',
  checkFolder: 'Check the permissions of the folder, or set TOVMACH_MODELS_DIR to another one.',
});

/** A failure of the disk under the model store. */
export function storeError(error: unknown, path: string): unknown {
  if (TovmachError.isInstance(error)) return error;
  const code = (error as NodeJS.ErrnoException).code ?? 'error';
  const full = code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG';
  return new TovmachError(
    'STORE',
    full
      ? say.noRoom({ folder: asPath(path), reason: code })
      : say.notWritten({ folder: asPath(path), reason: code }),
    {
      file: path,
      hint: full ? say.makeRoom() : say.checkFolder(),
      cause: error,
    },
  );
}
