// The ledger's hash functions, with a switch that no server has.

#ifndef XINQIAO_TESTS_BENCH_LEDGER_HASH_H_
#define XINQIAO_TESTS_BENCH_LEDGER_HASH_H_

namespace xinqiao::bench {

// Whether this process hashes what the ledger wants hashed. If not, the first
// bytes are taken for the hash: trees have the same shape, and prove nothing.
void SetHashing(bool on);

}  // namespace xinqiao::bench

#endif  // XINQIAO_TESTS_BENCH_LEDGER_HASH_H_
