export { EXIT, EXIT_CODES, ProviderError, TovmachError } from './errors.js';
