import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Product } from '../cloud';
import { stopInspected } from '../inspected';
import { screenCode } from '../survey/phone';
import { seedGuests, startThursday } from '../survey/thursday';

const answer = z.object({ ok: z.boolean() });

/** One scan from each address. @returns what the office reads of them, and what is kept */
async function scansFrom(addresses: readonly string[], networks: string) {
  const { product, sessionId } = await startThursday({
    hasKeys: false,
    env: networks === '' ? {} : { HALL_NETWORKS: networks },
  });
  try {
    const guests = await seedGuests(product, addresses.length);
    for (const [index, address] of addresses.entries())
      await scan(product, sessionId, guests[index] ?? '', address);
    const { totals } = await product.as('p-wu').call('hall.attendance', { sessionId });
    return { totals, kept: JSON.stringify(product.cloud.read('attendance')) };
  } finally {
    await stopInspected(product);
  }
}

async function scan(product: Product, sessionId: string, openid: string, address: string) {
  const code = await screenCode(product, sessionId);
  const input = { sessionId, code, blinded: [] };
  const event = { action: 'hall.checkIn', requestId: randomUUID(), input };
  // Nobody is refused for a network.
  expect(answer.parse(await product.cloud.call('hall', event, { openid, address })).ok).toBe(true);
}

test('where the college names networks of its hall, the office reads how many scans came from them', async () => {
  const addresses = [
    '10.20.0.1', // the first of the network
    '10.20.255.255', // and the last
    '10.21.0.0', // one further
    '2001:da8:0:1::5',
    '2001:da9::5',
    '::ffff:10.20.3.4', // an IPv4 address as IPv6 writes it
    '117.136.0.9', // mobile data, perhaps from the seat beside
  ];
  const { totals, kept } = await scansFrom(addresses, '10.20.0.0/16 2001:da8::/32');
  expect(totals).toMatchObject({ checkedIn: 7, scan: 7, onNetwork: 4 });
  for (const address of addresses) expect(kept).not.toContain(address);
});

test('where it names none, nothing is kept and nothing is said', async () => {
  const { totals, kept } = await scansFrom(['10.20.0.1'], '');
  expect(totals).toMatchObject({ scan: 1, onNetwork: null });
  expect(kept).not.toContain('isOnNetwork');
});
