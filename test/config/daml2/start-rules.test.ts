import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { startRulesScript } from '../../../lib/config/daml2/start-rules';
import { Endpoint } from '../../../lib/model/endpoint';
import { TriggerRule } from '../../../lib/model/trigger-rule';
import { inTempFolder } from '../../support/tools';

const SERVICE = Endpoint.of('triggers.iou.svc', 8088);
const URL = 'http://triggers.iou.svc:8088/v1/triggers';
const ACCEPT = TriggerRule.of('abc:Iou:autoAccept', 'Bank::1220ab');
const SETTLE = TriggerRule.of('abc:Iou:settle', 'Bank::1220ab');
const ID = '11111111-2222-3333-4444-555555555555';
const LISTED = `${URL}?party=Bank%3A%3A1220ab`;

/** What the service answers, by URL; a request for anything else fails as one with a bad status does. */
type Answers = { [url: string]: string };

interface Run {
  readonly status: number;
  readonly output: string;
  /** The arguments of each request. */
  readonly requests: string[];
}

/** Runs the script with a `wget` that answers from a table. */
function run(rules: TriggerRule[], answers: Answers, cookie?: string): Run {
  return inTempFolder((folder) => {
    const log = path.join(folder, 'requests');
    const script = path.join(folder, 'start-rules.sh');
    const cases = Object.entries(answers).map(([url, answer]) => `'${url}') echo '${answer}' ;;`).join('\n');
    fs.writeFileSync(log, '');
    fs.writeFileSync(script, startRulesScript({ service: SERVICE, rules }).text);
    fs.writeFileSync(path.join(folder, 'wget'), [
      '#!/bin/sh', `printf '%s|' "$@" >> '${log}'; echo >> '${log}'`, 'for url; do :; done', `case "$url" in\n${cases}\n*) exit 8 ;;\nesac`,
    ].join('\n'), { mode: 0o755 });
    const env = { PATH: `${folder}:${process.env.PATH}`, ...(cookie === undefined ? {} : { LEDGER_TOKEN: cookie }) };
    const requests = () => fs.readFileSync(log, 'utf8').split('\n').filter((line) => line !== '');
    try {
      return { status: 0, output: execFileSync('sh', [script], { env, encoding: 'utf8', stdio: 'pipe' }), requests: requests() };
    } catch (error) {
      const { status, stdout, stderr } = error as { status: number; stdout: string; stderr: string };
      return { status, output: stdout + stderr, requests: requests() };
    }
  });
}

const listOf = (...ids: string[]) => JSON.stringify({ result: { triggerIds: ids }, status: 200 });
const statusOf = (triggerId: string) => JSON.stringify({ result: { party: 'Bank::1220ab', status: 'running', triggerId }, status: 200 });
const post = (rule: TriggerRule) => (
  `-q|-O|-|--header|Content-Type: application/json|--post-data|{"triggerName":"${rule.trigger}","party":"${rule.party}"}|${URL}|`
);

test('the script', () => {
  expect(startRulesScript({ service: SERVICE, rules: [ACCEPT, SETTLE] }).text).toMatchSnapshot();
});

test('a rule that does not run is started', () => {
  const { status, output, requests } = run([ACCEPT], { [LISTED]: listOf(), [URL]: '{}' });
  expect(output).toBe('starting abc:Iou:autoAccept\nall rules run\n');
  expect(requests).toEqual([`-q|-O|-|${LISTED}|`, post(ACCEPT)]);
  expect(status).toBe(0);
});

test('a rule that runs is left alone, and another one of its party is started', () => {
  const { output, requests } = run([ACCEPT, SETTLE], { [LISTED]: listOf(ID), [`${URL}/${ID}`]: statusOf(ACCEPT.trigger), [URL]: '{}' });
  expect(output).toBe('abc:Iou:autoAccept runs already\nstarting abc:Iou:settle\nall rules run\n');
  expect(requests.filter((request) => request.includes('--post-data'))).toEqual([post(SETTLE)]);
});

test('a rule whose name begins like that of one that runs is another rule', () => {
  const longer = `${ACCEPT.trigger}Twice`;
  expect(run([ACCEPT], { [LISTED]: listOf(ID), [`${URL}/${ID}`]: statusOf(longer), [URL]: '{}' }).output).toContain('starting abc:Iou:autoAccept');
});

test.each<[string, Answers]>([
  ['the list', { [URL]: '{}' }],
  ['the trigger of an id', { [LISTED]: listOf(ID), [URL]: '{}' }],
])('nothing is started where %s is not known', (_, answers) => {
  const { status, requests } = run([ACCEPT], answers);
  expect(status).not.toBe(0);
  expect(requests.filter((request) => request.includes('--post-data'))).toEqual([]);
});

test('a start that fails fails the script', () => {
  const { status, output } = run([ACCEPT], { [LISTED]: listOf() });
  expect(status).not.toBe(0);
  expect(output).not.toContain('all rules run');
});

test('the cookie goes with every request, without the line end of its file, and is never printed', () => {
  const { output, requests } = run([ACCEPT], { [LISTED]: listOf(), [URL]: '{"secret": "answer"}' }, 'c29tZQ==\n');
  expect(requests).toHaveLength(2);
  requests.forEach((request) => expect(request).toContain('|--header|Cookie: daml-ledger-token=c29tZQ==|'));
  expect(output).not.toMatch(/c29tZQ|answer/);
});

test('names stand for themselves, whatever a shell or a URL would make of them', () => {
  const nasty = TriggerRule.of('abc:Iou:it\'s$(x)`y`*', 'O\'Neil & "Sons" $HOME 100%');
  const listed = `${URL}?party=${encodeURIComponent(nasty.party)}`;
  const { requests, output } = run([nasty], { [listed.replace(/'/g, '\'\\\'\'')]: listOf(), [URL]: '{}' });
  expect(requests[0]).toContain(listed);
  expect(requests[1]).toContain(`|${JSON.stringify({ triggerName: nasty.trigger, party: nasty.party })}|`);
  expect(output).toContain(`starting ${nasty.trigger}`);
});
