import { Check, Finding, Severity } from './check';
import { Deployment } from './deployment';
import { annotationsOf, KubeObject, objectId } from './kube-object';
import { groupBy, indexed, isTree } from './read';
import { CHECKS } from './rules';
import { SPELT_OUT_ANNOTATION } from '../model/annotations';

/** The annotation of an object that accepts findings about it: `{"<id of the rule>": "<reason>"}`. */
export const WAIVER_ANNOTATION = 'cdk8s-canton/waive';

/** What findings about the waivers themselves are called. */
export const WAIVER_RULE = 'waivers';

/** A finding of a rule. */
export interface Result extends Finding {
  /** Id of the rule. */
  readonly rule: string;
  readonly severity: Severity;
  /** Why it is accepted; nothing where it is not. */
  readonly waivedBy?: string;
}

interface Waiver {
  readonly object: string;
  readonly rule: string;
  readonly reason: string;
}

/** Judges a deployment by all rules. Errors come first, then everything by rule, object and message. */
export function runChecks(deployment: Deployment, checks: readonly Check[] = CHECKS): Result[] {
  const findings = checks.flatMap(({ id: rule, severity, find }) => (
    once(find(deployment)).map((finding): Result => ({ rule, severity, ...finding }))
  ));
  const { waivers, refused } = waiversOf(deployment.objects, checks);
  const accepted = indexed([...waivers, ...deployment.objects.flatMap(speltOut)], (waiver) => [keyOf(waiver)]);
  const waived = findings.map((finding) => {
    const [waiver] = accepted.get(keyOf(finding)) ?? [];
    return waiver === undefined ? finding : { ...finding, waivedBy: waiver.reason };
  });
  const found = new Set(findings.map(keyOf));
  const idle = waivers.filter((waiver) => !found.has(keyOf(waiver)))
    .map(({ object, rule }) => against(object, `waives '${rule}', which finds nothing here; remove the waiver`));
  return [...waived, ...refused, ...idle].sort(byImportance);
}

/** Findings that nobody has accepted and that a deployment must not have. */
export function errorsOf(results: readonly Result[]): Result[] {
  return results.filter(({ severity, waivedBy }) => severity === 'error' && waivedBy === undefined);
}

/** One line for a person: `error  json-api-start-mode  Deployment canton/json-api: ...`. */
export function resultText({ rule, severity, object, message, waivedBy }: Result): string {
  return `${waivedBy === undefined ? severity : 'waived'} ${rule}: ${object}: ${message}${waivedBy === undefined ? '' : ` (waived: ${waivedBy})`}`;
}

/** Pods of one StatefulSet may have the same fault. */
function once(findings: readonly Finding[]): Finding[] {
  return groupBy(findings, ({ object, message }) => JSON.stringify([object, message])).map(([finding]) => finding);
}

function waiversOf(objects: readonly KubeObject[], checks: readonly Check[]): { waivers: Waiver[]; refused: Result[] } {
  const waivers: Waiver[] = [];
  const refused: Result[] = [];
  for (const object of objects) {
    const text = annotationsOf(object)[WAIVER_ANNOTATION];
    const id = objectId(object);
    const entries = text === undefined ? {} : parsed(text);
    if (entries === undefined) {
      refused.push(against(id, `annotation ${WAIVER_ANNOTATION} must be JSON like {"<rule>": "<reason>"}, got '${text}'`));
    }
    for (const [rule, reason] of Object.entries(entries ?? {})) {
      if (!checks.some((check) => check.id === rule)) {
        refused.push(against(id, `waives '${rule}', which is no rule; the rules are listed in docs/checks.md`));
      } else if (typeof reason !== 'string' || reason.trim() === '') {
        refused.push(against(id, `waives '${rule}' without a reason; write why it is accepted`));
      } else {
        waivers.push({ object: id, rule, reason });
      }
    }
  }
  return { waivers, refused };
}

function speltOut(object: KubeObject): Waiver[] {
  const rules = Object.entries(parsed(annotationsOf(object)[SPELT_OUT_ANNOTATION] ?? '{}') ?? {});
  return rules.map(([rule, reason]) => ({ object: objectId(object), rule, reason: String(reason) }));
}

function parsed(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isTree(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function keyOf({ object, rule }: { readonly object: string; readonly rule: string }): string {
  return `${rule} ${object}`;
}

function against(object: string, message: string): Result {
  return { rule: WAIVER_RULE, severity: 'error', object, message };
}

function byImportance(a: Result, b: Result): number {
  const keys = (result: Result) => [result.severity, result.rule, result.object, result.message];
  const [first, second] = [keys(a), keys(b)];
  const index = first.findIndex((key, position) => key !== second[position]);
  return index === -1 ? 0 : first[index] < second[index] ? -1 : 1;
}
