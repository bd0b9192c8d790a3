import type { Clock } from './clock';
import type { Files } from './files/files';
import type { Gateway } from './functions/gateway';
import type { Store } from './store/store';
import type { Weixin } from './weixin/weixin';
import type { Between } from './wire/between';
import type { Faults } from './wire/faults';
import type { OperationRate } from './wire/rate';
import type { RoundTripCounter } from './wire/round-trips';

export interface Warning {
  functionName: string;
  action: string;
  collection: string;
}

/** Everything one running cloud holds. */
export interface State {
  store: Store;
  clock: Clock;
  gateway: Gateway;
  files: Files;
  weixin: Weixin;
  roundTrips: RoundTripCounter;
  /** Database operations, and calls of phones, in a second. */
  rate: OperationRate;
  callRate: OperationRate;
  faults: Faults;
  warnings: Warning[];
  /** Whoever wants requests of functions to fail; nobody unless set. */
  between?: Between;
}
