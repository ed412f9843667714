import { Loose } from '../fixture-parts';
import { Draft } from '../fixtures';

/** One way to break a rule, and what the finding must say. */
export interface Mutation {
  readonly change: (draft: Draft) => void;
  readonly message: RegExp;
}

/** By rule: ways to break exactly it. */
export interface Mutations {
  readonly [rule: string]: { readonly [title: string]: Mutation };
}

export function mutation(message: RegExp, change: (draft: Draft) => void): Mutation {
  return { message, change };
}

/** The pods of the participant service. */
export const LEDGER = { 'app.kubernetes.io/name': 'test', 'app.kubernetes.io/instance': 'ledger', 'app.kubernetes.io/component': 'participant' };

export function autoscaler(kind: string, name: string, minReplicas: number, maxReplicas: number): object {
  return { apiVersion: 'autoscaling/v2', spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind, name }, minReplicas, maxReplicas } };
}

/** Runs another release of Canton. */
export function image(draft: Draft, name: string, version: string): void {
  draft.container('Deployment', name).image = `registry.example.com/canton-enterprise:${version}`;
}

/** A variable of a Deployment's container. */
export function variable(draft: Draft, workload: string, name: string): Loose {
  return draft.container('Deployment', workload).env.find((entry: { name: string }) => entry.name === name);
}
