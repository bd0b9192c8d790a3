// `npm run mutants` runs the properties thousands of times over; a few examples of each are enough to notice a fault.
import fc from 'fast-check';

fc.configureGlobal({ numRuns: 25 });
