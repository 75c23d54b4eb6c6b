// Generated from schemas/ by scripts/generate-types.mjs: do not edit, run `npm run schemas`.

/**
 * The token of `Authorization: Bearer`.
 *
 * @minItems 1
 */
export type Credential = string | string[];

/**
 * Its connection, input and output of every action, and what it sends, by the names of their files.
 */
export interface Shapes {
  "deliveries/transactions": Pay2STransactionsDelivery;
}
/**
 * Bank transfers that Pay2S saw: a list.
 */
export interface Pay2STransactionsDelivery {
  body: Transactions;
  credentials: Credentials;
}
/**
 * What Pay2S posts.
 */
export interface Transactions {
  /**
   * The transfers.
   *
   * Items: One of them.
   */
  transactions: {
    /**
     * The transfer's id.
     */
    id: number | string;
    /**
     * The bank.
     */
    gateway?: string;
    /**
     * When, without a zone.
     */
    transactionDate?: string;
    /**
     * The bank's reference.
     */
    transactionNumber?: number | string;
    /**
     * The account.
     */
    accountNumber?: string;
    /**
     * What the payer wrote.
     */
    content: string;
    /**
     * IN or OUT, in capitals.
     */
    transferType: string;
    /**
     * VND.
     */
    transferAmount: number;
    /**
     * Nobody says how it is made.
     */
    checksum?: string;
    [k: string]: unknown;
  }[];
  [k: string]: unknown;
}
/**
 * What was set at Pay2S.
 */
export interface Credentials {
  token: Credential;
}
