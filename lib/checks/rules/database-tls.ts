import { Check } from '../check';
import { isPodLocal, jdbcDatabase } from '../database';
import { RunningProgram } from '../deployment';
import { at, switchAt, textAt } from '../read';

const VERIFIED = ['verify-full', 'verify-ca'];

export const DATABASE_TLS: Check = {
  id: 'database-tls',
  severity: 'warning',
  sentence: 'Databases are reached over TLS, and their certificates are verified.',
  why: 'Ledgers, keys and passwords cross the network; without verification anybody in between can be the database (rule R24).',
  fix: 'Set ssl = true, sslmode = verify-full and sslrootcert.',
  find: (deployment) => {
    const stores = deployment.nodes.flatMap(({ workload, node }) => [
      { workload, text: node.text, storage: node.tree.storage }, { workload, text: `the driver of ${node.text}`, storage: node.driverStorage },
    ]);
    const nodes = stores.filter(({ storage }) => textAt(storage, 'type') === 'postgres').map(({ workload, text, storage }) => {
      const properties = at(storage, 'config', 'properties');
      const mode = modeOf(textAt(properties, 'url') ?? textAt(storage, 'config', 'url') ?? '');
      return { workload, text, mode: mode ?? (switchAt(properties, 'ssl') === true ? textAt(properties, 'sslmode') ?? 'require' : 'disable') };
    });
    const caches = deployment.jsonApis.map((program) => store(program, at(program.config, 'query-store', 'base-config')));
    const triggers = deployment.triggerServices.map((program) => store(program, program.config['trigger-store']));
    return [...nodes, ...caches.flat(), ...triggers.flat()].filter(({ mode }) => !VERIFIED.includes(mode)).map(({ workload, text, mode }) => ({
      object: workload.id,
      message: `${text} must reach its database with sslmode verify-full, got ${mode}`,
    }));
  },
};

function store({ workload, container }: RunningProgram, config: unknown) {
  const url = textAt(config, 'url');
  return url === undefined || isPodLocal(jdbcDatabase(url, '', container)) ? [] : [{ workload, text: `container '${container.name}'`, mode: modeOf(url) ?? 'disable' }];
}

function modeOf(url: string): string | undefined {
  return /[?&]sslmode=([\w-]+)/.exec(url)?.[1] ?? (/[?&]ssl=true/.test(url) ? 'require' : undefined);
}
