import { Check } from '../check';
import { isPodLocal, jdbcDatabase } from '../database';
import { textAt } from '../read';

export const JSON_API_START_MODE: Check = {
  id: 'json-api-start-mode',
  severity: 'error',
  sentence: 'A JSON API never drops the tables of a query store that outlives it or that others use.',
  why: 'create-and-start and create-only drop all tables: every pod that starts, also in a rollout, takes the store away from those that serve (facts D.3).',
  fix: 'Set query-store.start-mode to create-if-needed-and-start, or to start-only behind a Job that creates the store.',
  find: (deployment) => deployment.jsonApis.flatMap(({ workload, container, config }) => {
    const mode = textAt(config, 'query-store', 'start-mode') ?? 'start-only';
    const url = textAt(config, 'query-store', 'base-config', 'url') ?? '';
    const safe = mode === 'create-and-start' ? isPodLocal(jdbcDatabase(url, '', container)) : mode !== 'create-only';
    return safe ? [] : [{
      object: workload.id,
      message: `start-mode must be create-if-needed-and-start or start-only, got ${mode}, which drops the tables`,
    }];
  }),
};
