//! The adapter for DynamoDB and engines that speak its protocol.

mod changes;
mod connect;
mod fault;
mod ledger;
mod paging;
mod registry;
mod responses;
mod transaction;

pub use connect::{Endpoint, Settings, Tables};

/// The tables and the stream, behind the ports. Cheap to clone; clones share their connections.
#[derive(Clone, Debug)]
pub struct DynamoStore {
    db: aws_sdk_dynamodb::Client,
    streams: aws_sdk_dynamodbstreams::Client,
    tables: Tables,
    stream_arn: String,
}

impl DynamoStore {
    /// Returns the client of the tables, for whoever makes them.
    pub fn client(&self) -> &aws_sdk_dynamodb::Client {
        &self.db
    }
}
