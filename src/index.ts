export { TovmachError, ProviderError, EXIT, EXIT_CODES } from './errors.js';
