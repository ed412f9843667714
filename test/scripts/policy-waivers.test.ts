import * as fs from 'fs';
import { Finding } from '../../scripts/policy/finding';
import { judge, parseWaivers, unusedWaivers, Waiver } from '../../scripts/policy/waivers';

const CPU: Waiver = {
  tool: 'kube-score', check: 'container-resources', message: 'CPU limit is not set', objects: ['Deployment/*-0', 'Job/*'], reason: 'by-design',
};
const RECREATE: Waiver = { tool: 'kube-score', check: 'deployment-strategy', objects: ['Deployment/oauth2'], reason: 'by-design' };

function finding(object: string, check = 'container-resources', message = 'CPU limit is not set'): Finding {
  return { tool: 'kube-score', check, severity: 'critical', object, message };
}

function waiverFile(parts: { reasons?: string[]; waivers?: object[] }): string {
  const reasons = Object.fromEntries((parts.reasons ?? ['by-design']).map(name => [name, 'it is meant to be so']));
  return JSON.stringify({ reasons, waivers: parts.waivers ?? [RECREATE] });
}

describe('a waiver', () => {
  test('covers the objects that it names', () => {
    const { failed, waived } = judge(['Deployment/p-0', 'Deployment/p-1', 'Job/connect', 'StatefulSet/p-0'].map(object => finding(object)), [CPU]);
    expect(waived.map(({ finding: { object } }) => object)).toEqual(['Deployment/p-0', 'Job/connect']);
    expect(failed.map(({ object }) => object)).toEqual(['Deployment/p-1', 'StatefulSet/p-0']);
  });

  test.each([
    ['another message', finding('Job/connect', 'container-resources', 'Memory limit is not set')],
    ['another check', finding('Job/connect', 'deployment-strategy')],
    ['another scanner', { ...finding('Job/connect'), tool: 'checkov' }],
    ['a name that only begins alike', finding('Deployment/oauth2-proxy', 'deployment-strategy')],
  ])('does not cover %s', (_, other) => {
    expect(judge([other], [CPU, RECREATE])).toEqual({ failed: [other], waived: [] });
  });

  test('without a message covers all that its check says', () => {
    expect(judge([finding('Deployment/oauth2', 'deployment-strategy', 'anything')], [RECREATE]).failed).toEqual([]);
  });
});

describe('unused waivers', () => {
  test('are named pattern by pattern', () => {
    expect(unusedWaivers([CPU, RECREATE], [finding('Deployment/p-0')], ['kube-score'])).toEqual([
      'kube-score container-resources  Job/*',
      'kube-score deployment-strategy  Deployment/oauth2',
    ]);
  });

  test('of a scanner that did not run are not known', () => {
    expect(unusedWaivers([CPU], [], ['checkov'])).toEqual([]);
  });
});

describe('the file', () => {
  test.each([
    [waiverFile({ reasons: ['by-design', 'b', 'c', 'd', 'e', 'f'] }), 'at most 5 reasons are allowed, got by-design, b, c, d, e, f'],
    [waiverFile({ reasons: ['by-design', 'other'] }), "reason 'other' has no waiver"],
    [waiverFile({ waivers: [RECREATE, { ...CPU, reason: 'because' }] }), "kube-score container-resources: there is no reason 'because'"],
    [waiverFile({ waivers: [{ ...RECREATE, objects: [] }] }), 'kube-score deployment-strategy: objects are missing'],
    [waiverFile({ waivers: [{ ...RECREATE, objects: ['*'] }] }), "objects must be Kind/name, got '*'"],
    [waiverFile({ waivers: [{ ...RECREATE, objects: ['*/oauth2'] }] }), "objects must be Kind/name, got '*/oauth2'"],
  ])('is refused: %s', (text, message) => {
    expect(() => parseWaivers(text)).toThrow(message);
  });

  test('of this project is in order', () => {
    expect(Object.keys(parseWaivers(fs.readFileSync('policy-waivers.yaml', 'utf8')).reasons).length).toBeLessThanOrEqual(5);
  });
});
