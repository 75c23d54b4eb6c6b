// Generated from schemas/ by scripts/generate-types.mjs: do not edit, run `npm run schemas`.

/**
 * The security key.
 *
 * @minItems 1
 */
export type Credential = string | string[];
/**
 * The security key, which is the header Secure-Token.
 *
 * @minItems 1
 */
export type Credential1 = string | string[];

/**
 * Its connection, input and output of every action, and what it sends, by the names of their files.
 */
export interface Shapes {
  "deliveries/transaction": CassoTransactionDelivery;
  "deliveries/transactions": CassoTransactionsDelivery;
}
/**
 * A bank transfer that Casso saw (webhook v2).
 */
export interface CassoTransactionDelivery {
  body: Transaction;
  credentials: Credentials;
}
/**
 * What Casso posts.
 */
export interface Transaction {
  /**
   * 0.
   */
  error?: number;
  /**
   * The transfer.
   */
  data: {
    /**
     * The transfer's id at Casso; 0 of a trial.
     */
    id: number | string;
    /**
     * The bank's reference.
     */
    reference?: string;
    /**
     * What the payer wrote.
     */
    description: string;
    /**
     * VND; less than 0 what was paid.
     */
    amount: number;
    /**
     * The balance, VND.
     */
    runningBalance?: number | null;
    /**
     * When, without a zone.
     */
    transactionDateTime?: string;
    /**
     * The account.
     */
    accountNumber?: string | null;
    /**
     * The bank.
     */
    bankName?: string | null;
    /**
     * The bank, in short.
     */
    bankAbbreviation?: string | null;
    /**
     * The virtual account.
     */
    virtualAccountNumber?: string | null;
    /**
     * Its name.
     */
    virtualAccountName?: string | null;
    /**
     * The payer's name.
     */
    counterAccountName?: string | null;
    /**
     * The payer's account.
     */
    counterAccountNumber?: string | null;
    /**
     * The payer's bank.
     */
    counterAccountBankId?: string | null;
    /**
     * Its name.
     */
    counterAccountBankName?: string | null;
    [k: string]: unknown;
  };
  [k: string]: unknown;
}
/**
 * What Casso shows.
 */
export interface Credentials {
  security_key: Credential;
}
/**
 * Bank transfers that Casso saw (webhook v1): a list.
 */
export interface CassoTransactionsDelivery {
  body: Transactions;
  credentials: Credentials1;
}
/**
 * What Casso posts.
 */
export interface Transactions {
  /**
   * 0.
   */
  error?: number;
  /**
   * The transfers.
   *
   * Items: One of them.
   */
  data: {
    /**
     * The transfer's id at Casso.
     */
    id: number | string;
    /**
     * The bank's reference.
     */
    tid?: string;
    /**
     * What the payer wrote.
     */
    description: string;
    /**
     * VND; less than 0 what was paid.
     */
    amount: number;
    /**
     * The balance, VND.
     */
    cusum_balance?: number | null;
    /**
     * When, without a zone.
     */
    when?: string;
    /**
     * The account.
     */
    bank_sub_acc_id?: string | null;
    [k: string]: unknown;
  }[];
  [k: string]: unknown;
}
/**
 * What Casso shows.
 */
export interface Credentials1 {
  security_key: Credential1;
}
