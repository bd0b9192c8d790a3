import { serialHash, settleAgainst } from '../../miniprogram/ballot/receipt';
import type { Credential, Wallet } from '../../miniprogram/ballot/wallet';

const SURVEY = '2026-11';
const held = (slot: number, state: 'issued' | 'cast'): Credential => ({
  slot,
  state,
  serial: `serial${slot}`,
  secret: 'secret',
  signature: 'signature',
});
const wallet: Wallet = {
  version: 1,
  session: SURVEY,
  keySet: '',
  credentials: [held(0, 'cast'), held(1, 'cast'), held(2, 'issued'), held(3, 'issued'), held(4, 'issued')],
};
const hash = (slot: number) => serialHash(SURVEY, slot, `serial${slot}`);

describe('the receipt after the close', () => {
  const { wallet: settled, receipt } = settleAgainst(
    wallet,
    SURVEY,
    [0, 1, 2, 3],
    [hash(0), hash(2), 'other'],
  );

  it('counts what is in the published list, also a ballot whose answer was lost', () => {
    expect(receipt).toEqual({ cast: 3, counted: 2, late: [], lateChanges: [] });
  });

  it('leaves nothing of these ballots on the phone, and keeps the slots of later surveys', () => {
    const text = JSON.stringify(settled);
    for (const slot of [0, 1, 2, 3]) expect(text).not.toContain(`serial${slot}`);
    expect(settled.credentials[4]).toEqual(wallet.credentials[4]);
  });

  it('says the same when asked again, without the list', () => {
    expect(settleAgainst(settled, SURVEY, [0, 1, 2, 3], []).receipt).toEqual({
      cast: 3,
      counted: 2,
      late: [],
      lateChanges: [],
    });
  });

  it('another survey or slot gives another hash', () => {
    expect(
      new Set([hash(0), serialHash('2026-12', 0, 'serial0'), serialHash(SURVEY, 1, 'serial0')]).size,
    ).toBe(3);
  });
});
