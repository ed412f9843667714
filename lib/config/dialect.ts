import { CANTON_3_4, CANTON_3_5, CANTON_3_5_0 } from './canton3/dialect';
import { ConfigDialect, Missing, requireOffered } from './config-dialect';
import { DAML_2_10 } from './daml2/dialect';
import { CantonRelease, Dialect } from '../model/canton-release';

const DIALECTS: { [dialect in Dialect]: ConfigDialect } = {
  'daml-2.10': DAML_2_10,
  'canton-3.4': CANTON_3_4,
  'canton-3.5.0': CANTON_3_5_0,
  'canton-3.5': CANTON_3_5,
};

/** The dialect of a release. */
export function dialectOf(release: CantonRelease): ConfigDialect {
  return DIALECTS[release._dialect];
}

/**
 * What the dialect of a release has, or an error that says what takes its place.
 *
 * @param owner who wants it: "participant 'p1'"
 */
export function offered<K extends keyof ConfigDialect>(owner: string, release: CantonRelease, feature: K): Exclude<ConfigDialect[K], Missing> {
  return requireOffered(owner, release, dialectOf(release)[feature]) as Exclude<ConfigDialect[K], Missing>;
}
