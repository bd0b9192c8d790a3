import { webBase } from './web-base';

/**
 * Base address of the HTTP functions where anonymous items are filed with a pass and without an account; empty where the
 * college has no domain of its own, and such items come through WeChat's channel (docs/anonymity.md).
 */
export const passBase = (): string => (process.env.PASSES === '1' ? webBase() : '');
