import type { hallContract } from '../contract/hall';
import { ensure } from '../core/domain-error';
import { keysUrl } from '../platform/ballots/addresses';
import { sessionKeys } from '../platform/ballots/session-keys';
import type { Handler } from '../platform/call/dispatch';
import { get } from '../platform/database/store';

/** Public keys of a session, published before it; the same for everybody. One round trip. @throws keys_not_ready */
export const publicKeys: Handler<(typeof hallContract)['hall.keys']> = {
  may: 'anyone',
  async run({ sessionId }) {
    const found = await get(sessionKeys, sessionId);
    ensure(found !== null, 'keys_not_ready');
    const { keySet, keys, fingerprints } = found;
    return { sessionId, keySet, keys, fingerprints, keysUrl: keysUrl(sessionId) };
  },
};
