import { Admission, permit, restrict } from './admit';
import { RemoteNode } from './remote-node';
import { Body } from '../nodes/messages';

/** Owners of one synchronizer, of which each has seen others come while it was open; what one proposes is the case at all of them. */
function ownersOf(open: boolean, ...joined: string[][]): { owners: RemoteNode[]; proposed: Body[]; state: () => Pick<Admission, 'open' | 'admitted'> } {
  const state = { open, admitted: new Set<string>() };
  const proposed: Body[] = [];
  const owners = joined.map((came, index) => ({
    operate: async (method: string, request?: { body: Body }) => {
      if (method === 'Admission') {
        return { open: state.open, admitted: [...state.admitted], joined: came };
      }
      if (index > 0) {
        throw new Error('this one is away');
      }
      const { body } = request!;
      proposed.push(body);
      if (body.type === 'topology') {
        state.admitted.add(body.member);
      } else if (body.type === 'restriction') {
        state.open = body.open;
      }
      return {};
    },
  }) as unknown as RemoteNode);
  return { owners, proposed, state: () => ({ open: state.open, admitted: [...state.admitted].sort() }) };
}

test('closing a synchronizer first admits those who have joined at any of its sequencers, and those who are named', async () => {
  const { owners, proposed, state } = ownersOf(true, ['PAR::a'], ['PAR::a', 'PAR::b']);
  await restrict(owners, false, ['PAR::c']);
  expect(state()).toEqual({ open: false, admitted: ['PAR::a', 'PAR::b', 'PAR::c'] });
  expect(proposed[proposed.length - 1]).toEqual({ type: 'restriction', open: false });
});

test('again it admits only who is named, and each of them once', async () => {
  const { owners, proposed } = ownersOf(false, ['PAR::a'], []);
  await restrict(owners, false, ['PAR::c']);
  await restrict(owners, false, ['PAR::c']);
  await permit(owners, 'PAR::c');
  expect(proposed).toEqual([{ type: 'topology', member: 'PAR::c' }]);
});

test('opening one admits nobody', async () => {
  const { owners, proposed } = ownersOf(false, ['PAR::a']);
  await restrict(owners, true, []);
  await restrict(owners, true, []);
  expect(proposed).toEqual([{ type: 'restriction', open: true }]);
});
