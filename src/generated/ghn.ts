// Generated from schemas/ by scripts/generate-types.mjs: do not edit, run `npm run schemas`.

/**
 * Its connection, input and output of every action, and what it sends, by the names of their files.
 */
export interface Shapes {
  "deliveries/status": GhnStatusDelivery;
}
/**
 * What happened to an order at GHN.
 */
export interface GhnStatusDelivery {
  body: Status;
}
/**
 * What GHN posts.
 */
export interface Status {
  /**
   * The order at GHN.
   */
  OrderCode: string;
  /**
   * The shop's number of it.
   */
  ClientOrderCode?: string;
  /**
   * ready_to_pick, picking, delivering, delivered, return, cancel and others.
   */
  Status: string;
  /**
   * create, switch_status, update_weight, update_cod or update_fee; a page writes it with a capital.
   */
  Type: string;
  /**
   * Why, in words.
   */
  Reason?: string;
  /**
   * Why.
   */
  ReasonCode?: string;
  /**
   * In words.
   */
  Description?: string;
  /**
   * Where it is.
   */
  Warehouse?: string;
  /**
   * When, ISO 8601.
   */
  Time: string;
  /**
   * VND to collect.
   */
  CODAmount?: number;
  /**
   * The shop at GHN.
   */
  ShopID?: number;
  /**
   * Grams.
   */
  Weight?: number;
  /**
   * Grams, by size.
   */
  ConvertedWeight?: number;
  /**
   * VND.
   */
  TotalFee?: number;
  /**
   * Who pays the fee: 1 the shop, 2 the buyer.
   */
  PaymentType?: number;
  /**
   * Centimetres.
   */
  Length?: number;
  /**
   * Centimetres.
   */
  Width?: number;
  /**
   * Centimetres.
   */
  Height?: number;
  /**
   * When the money was passed on.
   */
  CODTransferDate?: string | null;
  /**
   * Whether a part came back.
   */
  IsPartialReturn?: boolean;
  /**
   * Parts of the fee, VND.
   */
  Fee?: {
    [k: string]: unknown;
  };
  [k: string]: unknown;
}
