import type { Own } from '../config/own.js';
import type { Config } from '../config/schema.js';
import { createCascade } from '../language/cascade.js';
import { createEld } from '../language/eld.js';
import type { Detector } from '../model/contracts.js';
import type { Host } from '../model/definition.js';
import { onlyDefined } from '../model/only-defined.js';
import { ownDetector } from './own.js';

/** Configuration -> the detector. */

async function secondOpinion(
  name: string,
  own: (name: string) => Promise<Detector | undefined>,
): Promise<Detector | undefined> {
  switch (name) {
    case 'none':
      return undefined;
    case 'franc': {
      const { createFranc } = await import('../language/franc.js');
      return createFranc();
    }
    case 'eld':
      return createEld();
    case 'lingua': {
      const { createLingua } = await import('../language/lingua.js');
      return createLingua();
    }
    case 'fasttext': {
      const { createFasttext } = await import('../language/fasttext.js');
      return createFasttext();
    }
    default:
      return own(name);
  }
}

/**
 * The detector the configuration asks for.
 * @param detectors of the user's own; only those that are chosen are made
 */
export async function detectorOf(config: Config, detectors: readonly Own[], host: Host): Promise<Detector> {
  const { threshold, secondOpinion: name, detector } = config.detection;
  const ownOf = async (wanted: string): Promise<Detector | undefined> => {
    const own = detectors.find((each) => each.name === wanted);
    return own === undefined ? undefined : ownDetector(own, host);
  };
  const instead = detector === 'built-in' ? undefined : await ownOf(detector);
  if (instead !== undefined) return instead;
  const second = name === undefined ? undefined : await secondOpinion(name, ownOf);
  return createCascade({
    ...onlyDefined({ threshold, secondOpinion: second }),
  });
}
