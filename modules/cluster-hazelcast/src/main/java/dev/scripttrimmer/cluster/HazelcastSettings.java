package dev.scripttrimmer.cluster;

import com.hazelcast.config.AdvancedNetworkConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.EvictionConfig;
import com.hazelcast.config.EvictionPolicy;
import com.hazelcast.config.InMemoryFormat;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MaxSizePolicy;
import com.hazelcast.config.MergePolicyConfig;
import com.hazelcast.config.MultiMapConfig;
import com.hazelcast.config.ServerSocketEndpointConfig;
import com.hazelcast.spi.properties.ClusterProperty;
import java.time.Duration;

/** Turns a {@link ClusterConfig} into Hazelcast's own configuration. */
final class HazelcastSettings {
  /** The member attribute that carries the {@link ClusterConfig#node}. */
  static final String NODE_ATTRIBUTE = "script-trimmer.node";

  private static final int MERGE_BATCH = 100;

  private HazelcastSettings() {}

  /**
   * @throws IllegalArgumentException as {@link BindAddress#numeric}
   */
  static Config of(ClusterConfig cluster) {
    Config config = new Config().setClusterName(cluster.clusterName());
    config.getMemberAttributeConfig().setAttribute(NODE_ATTRIBUTE, cluster.node().value());
    config.setAdvancedNetworkConfig(network(cluster));
    config
        .getSerializationConfig()
        .addDataSerializableFactory(LogSerialization.FACTORY, new LogSerialization())
        .setJavaSerializationFilterConfig(deserializationFilter());
    // What the cluster manager of Vert.x keeps.
    config.addMultiMapConfig(
        new MultiMapConfig("__vertx.subs")
            .setBackupCount(cluster.backups())
            .setValueCollectionType(MultiMapConfig.ValueCollectionType.SET));
    config.addMapConfig(new MapConfig("__vertx.haInfo").setBackupCount(cluster.backups()));
    config.addMapConfig(new MapConfig("__vertx.nodeInfo").setBackupCount(cluster.backups()));
    config.addMapConfig(progressLog(cluster));
    timings(config, cluster.timings());
    set(config, ClusterProperty.SOCKET_BIND_ANY.getName(), false);
    set(config, ClusterProperty.PHONE_HOME_ENABLED.getName(), false);
    // Vert.x leaves the cluster when it is closed; Hazelcast must not go before.
    set(config, ClusterProperty.SHUTDOWNHOOK_ENABLED.getName(), false);
    set(config, ClusterProperty.LOGGING_TYPE.getName(), "slf4j");
    return config;
  }

  private static AdvancedNetworkConfig network(ClusterConfig cluster) {
    BindAddress bind = cluster.bind();
    ServerSocketEndpointConfig members =
        new ServerSocketEndpointConfig()
            .setPort(bind.memberPort())
            .setPortAutoIncrement(false)
            .setSocketConnectTimeoutSeconds(seconds(cluster.timings().connectTimeout()));
    members.getInterfaces().setEnabled(true).addInterface(bind.numeric());
    // An advanced network speaks what it has an endpoint for: no client, REST or memcache protocol.
    AdvancedNetworkConfig network =
        new AdvancedNetworkConfig().setEnabled(true).setMemberEndpointConfig(members);
    network.getJoin().getAutoDetectionConfig().setEnabled(false);
    network.getJoin().getMulticastConfig().setEnabled(false);
    network
        .getJoin()
        .getTcpIpConfig()
        .setEnabled(true)
        .setConnectionTimeoutSeconds(seconds(cluster.timings().connectTimeout()));
    cluster
        .members()
        .forEach(member -> network.getJoin().getTcpIpConfig().addMember(member.toString()));
    return network;
  }

  /** Java serialisation is left to exceptions, which are Java's, Vert.x's or Hazelcast's. */
  private static JavaSerializationFilterConfig deserializationFilter() {
    // Hazelcast's own defaults would let in everything that begins with "java".
    JavaSerializationFilterConfig filter =
        new JavaSerializationFilterConfig().setDefaultsDisabled(true);
    filter.getWhitelist().addPrefixes("com.hazelcast.", "io.vertx.", "java.lang.", "java.util.");
    filter.getWhitelist().addPrefixes("[");
    return filter;
  }

  private static MapConfig progressLog(ClusterConfig cluster) {
    LogLimits limits = cluster.log();
    return new MapConfig(HazelcastProgressLog.MAP)
        .setInMemoryFormat(InMemoryFormat.OBJECT)
        .setBackupCount(cluster.backups())
        .setTimeToLiveSeconds(seconds(limits.retention()))
        .setStatisticsEnabled(false)
        .setEvictionConfig(
            new EvictionConfig()
                // A policy or a comparator, never both.
                .setEvictionPolicy(EvictionPolicy.NONE)
                .setComparator(new EndedOldestFirst())
                .setMaxSizePolicy(MaxSizePolicy.PER_NODE)
                .setSize(limits.keysPerNode()))
        .setMergePolicyConfig(
            new MergePolicyConfig(NewestStoryMergePolicy.class.getName(), MERGE_BATCH));
  }

  private static void timings(Config config, ClusterTimings timings) {
    set(config, ClusterProperty.WAIT_SECONDS_BEFORE_JOIN.getName(), 0);
    set(config, ClusterProperty.MAX_WAIT_SECONDS_BEFORE_JOIN.getName(), 0);
    set(
        config,
        ClusterProperty.HEARTBEAT_INTERVAL_SECONDS.getName(),
        seconds(timings.heartbeatInterval()));
    set(
        config,
        ClusterProperty.MAX_NO_HEARTBEAT_SECONDS.getName(),
        seconds(timings.heartbeatTimeout()));
    set(
        config,
        ClusterProperty.MERGE_FIRST_RUN_DELAY_SECONDS.getName(),
        seconds(timings.mergeFirstDelay()));
    set(
        config,
        ClusterProperty.MERGE_NEXT_RUN_DELAY_SECONDS.getName(),
        seconds(timings.mergeInterval()));
    set(
        config,
        ClusterProperty.GRACEFUL_SHUTDOWN_MAX_WAIT.getName(),
        seconds(timings.leaveTimeout()));
  }

  private static int seconds(Duration duration) {
    return Math.toIntExact(duration.toSeconds());
  }

  private static void set(Config config, String property, Object value) {
    config.setProperty(property, String.valueOf(value));
  }
}
