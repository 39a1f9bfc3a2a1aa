import { TovmachError } from '../errors.js';

/** A failure of the disk under the model store. */
export function storeError(error: unknown, path: string): unknown {
  if (TovmachError.isInstance(error)) return error;
  const code = (error as NodeJS.ErrnoException).code ?? 'error';
  const full = code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG';
  return new TovmachError(
    'STORE',
    full ? `no room for models at ${path} (${code})` : `cannot write ${path} (${code})`,
    {
      file: path,
      hint: full
        ? 'Make room, or set TOVMACH_MODELS_DIR to a folder on another disk.'
        : 'Check the permissions of the folder, or set TOVMACH_MODELS_DIR to another one.',
      cause: error,
    },
  );
}
