import { Check } from '../check';

const POOLERS = /pgbouncer|pooler|pgcat|odyssey|:6432$|\.proxy-[a-z0-9]+\./i;

export const NO_CONNECTION_POOLER: Check = {
  id: 'no-connection-pooler',
  severity: 'error',
  sentence: 'Canton nodes reach their database without a connection pooler.',
  why: 'Canton\'s lock belongs to a database session. A pooler shares sessions out and outlives its clients, so that the lock protects nothing or is never freed (facts A.3; '
    + 'Manual, "Participant node" of basic HA; https://www.pgbouncer.org/features.html).',
  fix: 'Connect to the server, or to the Service or endpoint of its primary, directly.',
  find: (deployment) => deployment.nodes.filter(({ node: { database } }) => POOLERS.test(database?.server ?? '')).map(({ workload, node }) => ({
    object: workload.id,
    message: `database host of ${node.text} must be the server itself, got '${node.database!.server}', which looks like a connection pooler`,
  })),
};
