FROM opensuse/leap:15.6
RUN zypper --non-interactive dup
FROM ubuntu:22.04
RUN do-release-upgrade -f DistUpgradeViewNonInteractive
# finds: 2, 4
