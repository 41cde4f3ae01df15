import { describeStorage } from '../../test/storage-conformance.js';
import { memoryStorage } from './memory-storage.js';

describeStorage('memory', () => memoryStorage());
