import { describeSharedStorage, describeStorage } from '../../test/storage-conformance.js';
import { memoryStorage } from './memory-storage.js';

describeStorage('memory', () => memoryStorage());

describe('the storage in memory', () => {
  describeSharedStorage(() => memoryStorage());
});
