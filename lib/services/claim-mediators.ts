import { Construct } from 'constructs';
import { IMediator } from './mediator-service';
import { ISequencer } from './sequencer-ref';
import { claim } from '../kubernetes/claims';
import { refuse } from '../model/validation';

/** A domain or synchronizer has a mediator service at least, on its own sequencer, and each belongs to it alone. */
export function claimMediators(scope: Construct, owner: string, sequencer: ISequencer, mediators: IMediator[]): void {
  if (!Array.isArray(mediators) || mediators.length === 0) {
    refuse(`${owner}: mediators must name at least one mediator service, got none`);
  }
  for (const mediator of mediators) {
    if (mediator.sequencer !== sequencer) {
      refuse(`${owner}: mediator '${mediator.node.id}' is on sequencer '${mediator.sequencer.node.id}', not on '${sequencer.node.id}'; give both the same sequencer`);
    }
    claim(scope, `mediator '${mediator.node.path}'`, owner, 'list each mediator service once');
  }
}
