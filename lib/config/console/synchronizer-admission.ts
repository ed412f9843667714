import { participantId } from './admission';
import { seq } from './scala';

/** Who may join a synchronizer. */
export interface SynchronizerAdmission {
  /** Whether any participant may. */
  readonly open: boolean;
  /** Ids of participants that may where it is not open. */
  readonly admit: string[];
}

/**
 * Scala definitions: the synchronizer of some sequencers, and those of them that own it. Together they decide who may join (facts F.10).
 *
 * @param orderers Scala value: sequencers that are initialized
 * @param indent what each line begins with
 */
export function ownersOf(orderers: string, indent = ''): string {
  return lines(indent, [
    `val existing = ${orderers}.head`,
    'val synchronizer = existing.physical_synchronizer_id',
    'val owning = existing.topology.decentralized_namespaces.list(synchronizer, filterNamespace = synchronizer.uid.namespace.filterString).flatMap(_.item.owners)',
    `val owners = ${orderers}.filter(orderer => owning.contains(orderer.namespace))`,
  ]);
}

/**
 * Lets a participant into a synchronizer: each owner proposes it, and what enough of them have proposed is the case. To propose the same again is an error,
 * so it is asked first, and no single proposal is insisted on. A permission that was given by hand stays as it is.
 *
 * @param participant Scala value of the participant's id
 * @param indent what each line begins with
 */
export function permit(participant: string, indent = ''): string {
  const permissions = 'topology.participant_synchronizer_permissions';
  return lines(indent, [
    `def permitted = existing.${permissions}.find(synchronizer.logical, ${participant}).nonEmpty`,
    'if (!permitted) {',
    `  println("admitting " + ${participant}.toProtoPrimitive)`,
    '  owners.foreach { owner =>',
    `    scala.util.Try(owner.${permissions}.propose(synchronizer.logical, ${participant}, ParticipantPermission.Submission, synchronize = None))`,
    '  }',
    `  waitUntil("the owners have admitted " + ${participant}.toProtoPrimitive)(permitted)`,
    '}',
  ]);
}

/** Says who may join. What is locked was locked by hand, and stays so. Needs `ownersOf` before it. */
export function restrict({ open, admit }: SynchronizerAdmission): string {
  return `def restriction = existing.topology.synchronizer_parameters.get_dynamic_synchronizer_parameters(synchronizer.logical).onboardingRestriction
${open ? change('RestrictedOpen', 'UnrestrictedOpen', 'any participant may join') : close(admit)}`;
}

/** Canton cuts off whoever is in without a permission when a synchronizer stops being open: those who have joined get one before. */
function close(admit: string[]): string {
  return `val joined = if (restriction == OnboardingRestriction.UnrestrictedOpen) existing.topology.synchronizer_trust_certificates.list(Some(synchronizer)).map(_.item.participantId) else Seq.empty
val admitted = (joined ++ ${seq(admit.map(participantId))}).distinct
admitted.foreach { participant =>
${permit('participant', '  ')}}
${change('UnrestrictedOpen', 'RestrictedOpen', 'only admitted participants may join')}`;
}

function change(from: string, to: string, what: string): string {
  return `if (restriction == OnboardingRestriction.${from}) {
  println("from now on ${what}")
  owners.foreach { owner =>
    scala.util.Try(owner.topology.synchronizer_parameters.propose_update(synchronizer.logical, _.update(onboardingRestriction = OnboardingRestriction.${to}), synchronize = None))
  }
  waitUntil("${what}")(restriction != OnboardingRestriction.${from})
}
`;
}

function lines(indent: string, text: string[]): string {
  return text.map((line) => `${indent}${line}\n`).join('');
}
