import type { Config } from '../config/schema.js';
import { createCascade } from '../language/cascade.js';
import { createEld } from '../language/eld.js';
import { createFranc } from '../language/franc.js';
import type { Detector } from '../model/contracts.js';

/** Configuration -> the detector. */

async function secondOpinion(
  name: NonNullable<Config['detection']['secondOpinion']>,
): Promise<Detector | undefined> {
  switch (name) {
    case 'none':
      return undefined;
    case 'franc':
      return createFranc();
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
  }
}

/** The detector the configuration asks for. */
export async function detectorOf(config: Config): Promise<Detector> {
  const { threshold, secondOpinion: name } = config.detection;
  const second = name === undefined ? undefined : await secondOpinion(name);
  return createCascade({
    ...(threshold === undefined ? {} : { threshold }),
    ...(second === undefined ? {} : { secondOpinion: second }),
  });
}
